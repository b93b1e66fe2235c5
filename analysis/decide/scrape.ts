import { backendOf } from "../../backends";
import { AccessMode, DefaultAccess, hasProxies, type ResolvedMesh } from "../../model";
import { isCaller } from "./caller";
import type { MeshRequest } from "./request";

/** Whether a caller may read the metrics of the proxies of a namespace. */
export function decideScrape(
  mesh: ResolvedMesh,
  namespace: string,
  caller: Pick<MeshRequest, "from" | "sourceAddress">,
): boolean {
  const home = mesh.namespaces.find(({ name }) => name === namespace);
  if (!home || !hasProxies(mesh, home)) return false;
  if (home.defaultAccess === DefaultAccess.All || home.accessMode === AccessMode.Audit) return true;
  if (home.defaultAccess === DefaultAccess.Mesh && caller.from !== undefined) return true;
  const own = backendOf(mesh.backend).metricsReaders(mesh);
  if (own.some(({ namespace: at, name }) => caller.from?.namespace === at && caller.from.name === name))
    return true;
  return mesh.metrics.sources.some((source) => isCaller(source, caller));
}
