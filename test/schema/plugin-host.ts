import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { credentials } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { GetSchemaRequest } from "@pulumi/pulumi/proto/provider_pb";

/**
 * The schema as the engine gets it: from the SDK's plugin host on the package's folder.
 * @param directory Where the user runs the CLI; the host works there, whatever folder the package is in.
 */
export async function schemaFromPluginHost(packageFolder: string, directory: string): Promise<unknown> {
  const host = require.resolve("@pulumi/pulumi/cmd/run-plugin");
  const child = spawn(process.execPath, [host, packageFolder], {
    cwd: directory,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const complaints: string[] = [];
  child.stderr.setEncoding("utf8").on("data", (text: string) => complaints.push(text));
  try {
    const port = await new Promise<string>((resolve, reject) => {
      createInterface(child.stdout).once("line", resolve);
      child.once("exit", () => {
        reject(new Error(`the plugin host ended before it listened:\n${complaints.join("")}`));
      });
    });
    const client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure());
    try {
      return await new Promise((resolve, reject) => {
        client.getSchema(new GetSchemaRequest(), (error, response) => {
          if (error === null) resolve(JSON.parse(response.getSchema()));
          else reject(new Error(error.details));
        });
      });
    } finally {
      client.close();
    }
  } finally {
    child.kill();
  }
}
