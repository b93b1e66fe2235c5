import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import { credentials } from "@grpc/grpc-js";
import type { ServiceError } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import { ensureParts } from "../../tools/toolchain";
import type { PartName, ReadyPart } from "../../tools/toolchain";

type Inputs = Readonly<Record<string, unknown>>;
type Method<Request, Response> = (
  request: Request,
  callback: (error: ServiceError | null, response: Response) => void,
) => unknown;

/** A provider spoken to directly, without the engine: for the many cases that need no stack. */
export class ProviderProcess {
  private constructor(
    readonly part: ReadyPart,
    private readonly process: ChildProcess,
    private readonly client: ResourceProviderClient,
  ) {}

  static async start(name: PartName): Promise<ProviderProcess> {
    const part = (await ensureParts([name])).parts.find((candidate) => candidate.name === name);
    if (part === undefined) throw new Error(`the toolchain has no ${name}`);
    const process = spawn(part.path, { stdio: ["ignore", "pipe", "inherit"] });
    const port = await firstLine(process);
    const provider = new ProviderProcess(
      part,
      process,
      new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure()),
    );
    const configuration = new messages.ConfigureRequest().setArgs(Struct.fromJavaScript({}));
    await call(provider.client.configure.bind(provider.client), configuration);
    return provider;
  }

  stop(): void {
    this.client.close();
    this.process.kill();
  }

  /**
   * Checks the inputs and creates the resource.
   * @throws Error with what the user is told instead.
   */
  async create(type: string, inputs: Inputs): Promise<Record<string, unknown>> {
    const urn = `urn:pulumi:test::contract::${type}::subject`;
    const news = Struct.fromJavaScript(inputs as Record<string, JavaScriptValue>);
    const check = new messages.CheckRequest().setUrn(urn).setNews(news).setOlds(Struct.fromJavaScript({}));
    const checked = await call<messages.CheckRequest, messages.CheckResponse>(
      this.client.check.bind(this.client),
      check,
    );
    const failures = checked.getFailuresList();
    // The engine prints the value of the property that a failure names, and so would print a private key.
    const named = failures.filter((failure) => failure.getProperty() !== "");
    if (named.length > 0)
      throw new Error(`${named.map((failure) => failure.getProperty()).join(", ")}: named in a failure`);
    if (failures.length > 0) throw new Error(failures.map((failure) => failure.getReason()).join("\n"));
    const request = new messages.CreateRequest().setUrn(urn).setProperties(news);
    const created = await call<messages.CreateRequest, messages.CreateResponse>(
      this.client.create.bind(this.client),
      request,
    );
    return opened(created.getProperties()?.toJavaScript() ?? {});
  }
}

/** Key of the objects in which secrets travel. */
const signatureKey = "4dabf18193072939515e22adb298388d";

/** The properties with every secret taken out of its wrapping. */
function opened(properties: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(properties).map(([name, value]) => {
    const isWrapped =
      typeof value === "object" && value !== null && signatureKey in value && "value" in value;
    return [name, isWrapped ? value.value : value] as const;
  });
  return Object.fromEntries(entries);
}

function call<Request, Response>(method: Method<Request, Response>, request: Request): Promise<Response> {
  return new Promise((resolve, reject) => {
    method(request, (error, response) => {
      if (error === null) resolve(response);
      else reject(new Error(error.details));
    });
  });
}

/** A provider says on its first line where it listens. */
function firstLine(process: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    process.once("error", reject);
    process.once("exit", (code) => {
      reject(new Error(`the provider ended before it listened (exit code ${String(code)})`));
    });
    if (process.stdout !== null) createInterface(process.stdout).once("line", resolve);
  });
}
