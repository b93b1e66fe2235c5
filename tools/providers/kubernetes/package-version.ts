import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The provider stands in for the plugin of the installed SDK, so it has the SDK's version. */
export function packageVersion(): string {
  const manifest = join(dirname(require.resolve("@pulumi/kubernetes/package.json")), "package.json");
  return (JSON.parse(readFileSync(manifest, "utf8")) as { version: string }).version;
}
