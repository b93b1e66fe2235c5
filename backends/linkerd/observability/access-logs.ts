import { hasProxies, type FeatureId, type ResolvedMesh, type ResolvedNamespace } from "../../../model";

/** Annotations of a namespace that make its proxies write access logs. */
export function accessLogAnnotations(
  mesh: ResolvedMesh,
  namespace: ResolvedNamespace,
): Record<string, string> {
  return mesh.accessLogs && writesAccessLogs(mesh, namespace)
    ? { "config.linkerd.io/access-log": mesh.accessLogs.format }
    : {};
}

/** Features that those annotations exist for. */
export function accessLogFeatures(mesh: ResolvedMesh, namespace: ResolvedNamespace): FeatureId[] {
  const { accessLogs } = mesh;
  if (!accessLogs || !writesAccessLogs(mesh, namespace)) return [];
  return [
    "accessLogs.enabled",
    `accessLogs.${accessLogs.format}`,
    ...(accessLogs.namespaces ? (["accessLogs.namespaces"] as const) : []),
  ];
}

function writesAccessLogs(mesh: ResolvedMesh, namespace: ResolvedNamespace): boolean {
  const chosen = mesh.accessLogs?.namespaces;
  return hasProxies(mesh, namespace) && (chosen?.includes(namespace.name) ?? true);
}
