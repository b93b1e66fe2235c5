import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { homedir, platform } from "node:os";
import { join, resolve } from "node:path";
import { messageOf, ToolchainError } from "./toolchain-error";

export const cacheVariable = "PULUMI_SERVICE_MESH_CACHE";

/**
 * Where parts are kept between runs: PULUMI_SERVICE_MESH_CACHE, else a folder in XDG_CACHE_HOME, else one in the
 * platform's cache of the user.
 */
export function cacheDirectory(environment: NodeJS.ProcessEnv = process.env): string {
  const own = environment[cacheVariable];
  if (own !== undefined && own !== "") return resolve(own);
  return join(userCache(environment), "pulumi-service-mesh");
}

function userCache(environment: NodeJS.ProcessEnv): string {
  const xdg = environment["XDG_CACHE_HOME"];
  if (xdg !== undefined && xdg !== "") return resolve(xdg);
  const home = environment["HOME"] ?? homedir();
  if (platform() === "darwin") return join(home, "Library", "Caches");
  if (platform() === "win32") return environment["LOCALAPPDATA"] ?? join(home, "AppData", "Local");
  return join(home, ".cache");
}

/**
 * Makes the folder and proves that files can be written there.
 * @throws ToolchainError that names the folder and the variable that chooses another.
 */
export function ensureWritable(directory: string): void {
  const probe = join(directory, `.write-probe-${process.pid}`);
  try {
    mkdirSync(directory, { recursive: true });
    writeFileSync(probe, "");
  } catch (error) {
    throw new ToolchainError(
      `The cache folder ${directory} cannot be written (${messageOf(error)}). Programs that are downloaded or built are ` +
        `kept there. Make it writable, or set ${cacheVariable} to a folder that is.`,
    );
  } finally {
    // Below a file or in a read-only folder there is nothing to remove.
    try {
      rmSync(probe, { force: true });
    } catch {
      // The first failure is the one to tell.
    }
  }
}

/** Operating system and processor as they appear in cache folder names: binaries of one never serve another. */
export function platformKey(): string {
  return `${process.platform}-${process.arch}`;
}

export function executableFile(name: string): string {
  return process.platform === "win32" ? `${name}.exe` : name;
}
