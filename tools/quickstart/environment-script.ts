import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** What a shell needs, besides PATH, to work with the same programs, state and passphrase. */
const variables = [
  "PULUMI_HOME",
  "PULUMI_BACKEND_URL",
  "PULUMI_CONFIG_PASSPHRASE_FILE",
  "PULUMI_SKIP_UPDATE_CHECK",
  "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION",
  "PULUMI_SERVICE_MESH_HELM",
  "KUBECONFIG",
];

/**
 * Writes a script that a shell reads in to run `pulumi` by hand on a stack. It names files; it holds no secret.
 * @returns its path
 */
export function writeEnvironmentScript(folder: string, environment: NodeJS.ProcessEnv): string {
  const lines = variables.flatMap((name) => {
    const value = environment[name];
    return value === undefined ? [] : [`export ${name}=${quoted(value)}`];
  });
  const file = join(folder, "environment.sh");
  const path = `export PATH=${quoted(ownFolders(environment))}:"$PATH"`;
  writeFileSync(file, ["unset PULUMI_CONFIG_PASSPHRASE", path, ...lines, ""].join("\n"), { mode: 0o600 });
  return file;
}

/** What the toolchain has put in front of the user's own PATH. */
function ownFolders(environment: NodeJS.ProcessEnv): string {
  const [all, users] = [environment["PATH"] ?? "", process.env["PATH"] ?? ""];
  return all.endsWith(users) ? all.slice(0, all.length - users.length).replace(/[:;]$/, "") : all;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
