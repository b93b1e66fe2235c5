import { credentials } from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";

type Severity = "debug" | "info" | "warning" | "error";

const severities: Record<Severity, LogSeverity> = {
  debug: LogSeverity.DEBUG,
  info: LogSeverity.INFO,
  warning: LogSeverity.WARNING,
  error: LogSeverity.ERROR,
};

/** Messages to the user, shown beside the resource that they are about. */
export class EngineLog {
  private client: EngineClient | undefined;

  /** @param address Where the engine listens; without one the messages are dropped, as nobody could see them. */
  constructor(private readonly address: string | undefined) {}

  /** A line that stays in the diagnostics at the end of the run. */
  message(severity: Severity, urn: string, text: string): void {
    this.send(severity, urn, text, false);
  }

  /** A note in the resource's row of the progress display; the next one replaces it, an empty one clears it. */
  status(severity: Severity, urn: string, text: string): void {
    this.send(severity, urn, text, true);
  }

  private send(severity: Severity, urn: string, text: string, ephemeral: boolean): void {
    if (this.address === undefined) return;
    this.client ??= new EngineClient(this.address, credentials.createInsecure());
    const request = new LogRequest();
    request.setSeverity(severities[severity]);
    request.setUrn(urn);
    request.setMessage(text);
    request.setEphemeral(ephemeral);
    // An engine that has gone away cannot show the message either.
    this.client.log(request, () => undefined);
  }
}
