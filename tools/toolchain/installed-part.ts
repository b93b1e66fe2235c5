import { accessSync, constants, existsSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { executableFile } from "./cache-directory";
import type { Part } from "./part-catalog";
import { failureOf, runCommand } from "./run-command";
import { isAtLeast, versionIn } from "./version";

export type InstalledSearch =
  | { readonly found: true; readonly path: string; readonly version: string }
  | { readonly found: false; readonly reason: string };

const versionTimeLimit = 10_000;

/** Looks for the part among what the user has installed: on PATH, and for providers in Pulumi's plugin folder too. */
export async function findInstalled(part: Part, environment: NodeJS.ProcessEnv): Promise<InstalledSearch> {
  const rule = part.installed;
  if (rule === undefined) return { found: false, reason: "an installed one is not used" };
  const path = findOnPath(executableFile(part.executable), environment);
  if (path === undefined) return part.bundled === undefined ? notOnPath(part) : findPlugin(part, environment);
  if (rule.versionArguments === undefined) return { found: true, path, version: "as installed" };
  const result = await runCommand(path, rule.versionArguments, {
    timeLimit: versionTimeLimit,
    environment: { ...environment, PULUMI_SKIP_UPDATE_CHECK: "true" },
  });
  if (result.code !== 0) return { found: false, reason: `${path} does not run: ${failureOf(result)}` };
  const version = versionIn(result.stdout);
  if (version === undefined) return { found: false, reason: `${path} does not tell its version` };
  const minimum = rule.minimumVersion;
  if (minimum !== undefined && !isAtLeast(version, minimum)) {
    return { found: false, reason: `${path} is version ${version}, at least ${minimum} is needed` };
  }
  return { found: true, path, version };
}

function notOnPath(part: Part): InstalledSearch {
  return { found: false, reason: `no ${part.executable} on PATH` };
}

/** The engine takes a plugin only when its folder carries exactly the version that the SDK asks for. */
function findPlugin(part: Part, environment: NodeJS.ProcessEnv): InstalledSearch {
  const home = environment["PULUMI_HOME"] ?? join(environment["HOME"] ?? homedir(), ".pulumi");
  const folder = join(home, "plugins", pluginFolder(part));
  const path = join(folder, executableFile(part.executable));
  if (!existsSync(path) || existsSync(`${folder}.partial`)) {
    return {
      found: false,
      reason: `no ${part.executable} on PATH and no ${pluginFolder(part)} among Pulumi's plugins`,
    };
  }
  return { found: true, path, version: part.version };
}

/** Name of the folder in which Pulumi keeps this provider plugin. */
export function pluginFolder(part: Part): string {
  return `${part.executable.replace(/^pulumi-/, "")}-v${part.version}`;
}

export function findOnPath(file: string, environment: NodeJS.ProcessEnv): string | undefined {
  const folders = (environment["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  return folders.map((folder) => join(folder, file)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
