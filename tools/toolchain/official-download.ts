import { existsSync, lstatSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { executableFile } from "./cache-directory";
import { pluginFolder } from "./installed-part";
import type { Part } from "./part-catalog";
import { formatMegabytes } from "./progress";
import { failureOf, runCommand } from "./run-command";
import { ToolchainError } from "./toolchain-error";

/** An official source that has brought nothing for this long is given up. Unit: milliseconds. */
const stallLimit = 20_000;
/** Unit: milliseconds. */
const timeLimit = 15 * 60_000;

export interface DownloadOptions {
  readonly environment: NodeJS.ProcessEnv;
  readonly onDetail: (text: string) => void;
}

/**
 * Installs the official CLI, which brings the language hosts, below `staging`.
 * @returns the folder that holds its executables.
 * @throws ToolchainError when the source cannot be reached or stalls.
 */
export async function downloadCli(part: Part, staging: string, options: DownloadOptions): Promise<string> {
  const root = join(staging, "cli");
  const temporary = join(staging, "tmp");
  mkdirSync(temporary, { recursive: true });
  // The SDK's own installer, in a process of its own so that it can be ended when it hangs.
  const installer =
    'const { PulumiCommand } = require("@pulumi/pulumi/automation");' +
    'const { SemVer } = require("semver");' +
    "const [root, version] = process.argv.slice(1);" +
    "PulumiCommand.install({ root, version: new SemVer(version) })" +
    ".catch((error) => { console.error(error.shortMessage ?? error.message); process.exit(1); });";
  await run(process.execPath, ["-e", installer, root, part.version], staging, {
    ...options,
    // The installer unpacks in the temporary folder: there it can be watched, and it is removed with the rest.
    environment: { ...options.environment, TMPDIR: temporary, NODE_OPTIONS: "", NODE_USE_ENV_PROXY: "1" },
  });
  return folderWith(join(root, "bin"), part);
}

/**
 * Downloads the official provider plugin below `staging`.
 * @returns the folder that holds its executable.
 * @throws ToolchainError when the source cannot be reached or stalls.
 */
export async function downloadPlugin(
  part: Part,
  pulumi: string,
  staging: string,
  options: DownloadOptions,
): Promise<string> {
  const home = join(staging, "home");
  const name = part.executable.replace(/^pulumi-resource-/, "");
  await run(pulumi, ["plugin", "install", "resource", name, `v${part.version}`], staging, {
    ...options,
    environment: { ...options.environment, PULUMI_HOME: home, PULUMI_SKIP_UPDATE_CHECK: "true" },
  });
  return folderWith(join(home, "plugins", pluginFolder(part)), part);
}

async function run(
  file: string,
  args: readonly string[],
  staging: string,
  options: DownloadOptions,
): Promise<void> {
  const result = await runCommand(file, args, {
    cwd: __dirname,
    environment: options.environment,
    timeLimit,
    stallLimit,
    guarded: true,
    sign: () => {
      const bytes = sizeOf(staging);
      if (bytes > 0) options.onDetail(formatMegabytes(bytes));
      return bytes;
    },
  });
  if (result.code !== 0) throw new ToolchainError(failureOf(result));
}

function folderWith(folder: string, part: Part): string {
  if (existsSync(join(folder, executableFile(part.executable)))) return folder;
  throw new ToolchainError(`the download ended without ${part.executable}`);
}

function sizeOf(path: string): number {
  try {
    const stat = lstatSync(path);
    if (!stat.isDirectory()) return stat.size;
    return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
  } catch {
    // Files come and go while an installer works.
    return 0;
  }
}
