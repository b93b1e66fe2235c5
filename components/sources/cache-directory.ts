import { homedir, platform } from "node:os";
import { join, resolve } from "node:path";

/** Names the folder in which this package keeps what it fetched. */
export const cacheVariable = "PULUMI_SERVICE_MESH_CACHE";

/**
 * Where things are kept between runs: PULUMI_SERVICE_MESH_CACHE, else a folder in XDG_CACHE_HOME, else one in the
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
