import type { Problem, ResolvedMesh, ResolvedPort, ResolvedRequest, ResolvedService } from "../../../model";
import { portAccess } from "./port-access";
import { callersKey } from "./source";

/**
 * Linkerd ranks paths by their length alone: `Exact /a` and `PathPrefix /a` tie, and the older object wins. Where both exist
 * with different callers, chance would decide. No path at all has the length of `/`.
 */
export function checkAmbiguousAccess(mesh: ResolvedMesh): Problem[] {
  return mesh.services.flatMap((service) => service.ports.flatMap((port) => ambiguities(service, port)));
}

function ambiguities(service: ResolvedService, port: ResolvedPort): Problem[] {
  const { narrowed } = portAccess(service, port);
  const prefixes = new Map(
    narrowed
      .filter(({ request }) => request.path?.type !== "Exact" && request.grpc === undefined)
      .map((entry) => [rankKey(entry.request), entry]),
  );
  return narrowed.flatMap(({ request, callers }) => {
    if (request.path?.type !== "Exact") return [];
    const prefix = prefixes.get(rankKey(request));
    if (!prefix || callersKey(prefix.callers) === callersKey(callers)) return [];
    const { path, method } = request;
    const other = prefix.request.path ? `PathPrefix ${path.value}` : "every path";
    const limit = method === undefined ? "" : ` with method ${method}`;
    return [
      {
        path: `${service.path}.allow`,
        message: `lets different callers in to Exact ${path.value} and ${other} on port ${String(port.port)}${limit}`,
        rule: "Linkerd ranks paths by length alone, so these two tie and the older object would decide",
        fix: `Give both the same callers, or write the wider rule for PathPrefixes below ${path.value}`,
      },
    ];
  });
}

/** Requests that the same path and method take with the same rank. */
function rankKey({ path, method }: ResolvedRequest): string {
  return JSON.stringify([path?.value ?? "/", method]);
}
