import type { ResolvedMesh, ServiceAccountName } from "../../../model";
import { consoleNamespace } from "../names";

/** Identities of Linkerd's own that read the proxies' metrics: the Prometheus that linkerd-viz brings. */
export function metricsReaders(mesh: ResolvedMesh): ServiceAccountName[] {
  const { console } = mesh;
  if (console === undefined || console.prometheusAddress !== undefined) return [];
  return [{ namespace: consoleNamespace(mesh), name: "prometheus" }];
}
