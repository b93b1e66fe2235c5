import { Server, ServerCredentials } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { EngineLog } from "./engine-log";
import { endWithEngine } from "./end-with-engine";
import type { ProviderFactory } from "./provider-contract";
import { protocolHandlers } from "./protocol";

/** The engine sends whole state objects; the SDK's own channels allow the same size. */
const maximumMessageBytes = 400 * 1024 * 1024;

/**
 * Serves a provider to the engine that started this process: listens on a free loopback port and prints the port, which
 * is how the engine finds it. Resolves when listening; the process then lives until the engine ends it, or is gone.
 *
 * @param args The command line: the engine's address, among flags that say how to log.
 */
export async function serve(factory: ProviderFactory, args: readonly string[]): Promise<void> {
  const engineAddress = engineAddressOf(args);
  const provider = factory(new EngineLog(engineAddress));
  const server = new Server({
    "grpc.max_receive_message_length": maximumMessageBytes,
    "grpc.max_send_message_length": maximumMessageBytes,
  });
  server.addService(ResourceProviderService, protocolHandlers(provider, engineAddress));
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) => {
      if (error === null) resolve(bound);
      else reject(error);
    });
  });
  process.stdout.write(`${port}\n`);
  if (engineAddress !== undefined) endWithEngine(engineAddress);
}

/** The engine may put logging flags before its address. */
export function engineAddressOf(args: readonly string[]): string | undefined {
  const positional: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const argument = args[i] ?? "";
    if (argument === "--tracing") i++;
    else if (!argument.startsWith("-")) positional.push(argument);
  }
  return positional[0];
}
