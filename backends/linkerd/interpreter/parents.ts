import type { Manifest } from "../../manifest";
import type { Cluster } from "./cluster";

/** A reference of a route to what it is attached to. */
export interface ParentReference {
  readonly group?: string;
  readonly kind?: string;
  readonly name: string;
  readonly namespace?: string;
  readonly port?: number;
  readonly sectionName?: string;
}

const routeGroup = "gateway.networking.k8s.io";

export function parentsOf(route: Manifest): readonly ParentReference[] {
  const { parentRefs = [] } = route["spec"] as { readonly parentRefs?: readonly ParentReference[] };
  return parentRefs;
}

/** Whether a reference means a Server, by the group that is written out; Gateway API's default group is its own. */
export function isServerReference({ group = routeGroup, kind = "Gateway" }: ParentReference): boolean {
  return group.toLowerCase() === "policy.linkerd.io" && kind.toLowerCase() === "server";
}

export function isServiceReference({ group = routeGroup, kind = "Gateway" }: ParentReference): boolean {
  return ["", "core"].includes(group.toLowerCase()) && kind.toLowerCase() === "service";
}

/**
 * Routes of a kind that a Server accepts. A route that names its Server by port, by section or in another namespace is ignored
 * as a whole. HTTPRoutes lose to GRPCRoutes of the same Server, whatever its protocol.
 */
export function routesOfServer(
  cluster: Cluster,
  kind: "HTTPRoute" | "GRPCRoute",
  namespace: string,
  server: string,
): Manifest[] {
  const attached = (of: "HTTPRoute" | "GRPCRoute"): Manifest[] =>
    cluster
      .objects(routeGroup, of, namespace)
      .filter((route) =>
        parentsOf(route).some((parent) => isServerReference(parent) && parent.name === server),
      );
  if (kind === "HTTPRoute" && attached("GRPCRoute").length > 0) return [];
  return attached(kind).filter((route) =>
    parentsOf(route)
      .filter(isServerReference)
      .every(
        (parent) =>
          parent.port === undefined &&
          parent.sectionName === undefined &&
          (parent.namespace ?? namespace) === namespace,
      ),
  );
}

/** A port of a Service that routes are attached to. */
export interface ServicePort {
  readonly namespace: string;
  readonly name: string;
  readonly port: number;
}

/** Kinds of routes, the stronger first. */
const byStrength = ["GRPCRoute", "HTTPRoute", "TCPRoute"] as const;

/**
 * Routes of a kind that hold for callers of one namespace: those of the Service's own namespace and those of the callers'.
 * A route loses to one of a stronger kind with the very same reference.
 */
export function routesOfService(
  cluster: Cluster,
  kind: (typeof byStrength)[number],
  service: ServicePort,
  callerNamespace: string,
): Manifest[] {
  const stronger = byStrength.slice(0, byStrength.indexOf(kind));
  const taken = new Set(
    stronger.flatMap((other) => attachments(cluster, other, service).map(({ key }) => key)),
  );
  return attachments(cluster, kind, service)
    .filter(({ key, route }) => {
      const home = route.metadata.namespace;
      return !taken.has(key) && (home === service.namespace || home === callerNamespace);
    })
    .map(({ route }) => route);
}

function attachments(
  cluster: Cluster,
  kind: (typeof byStrength)[number],
  service: ServicePort,
): { readonly route: Manifest; readonly key: string }[] {
  return cluster.objects(routeGroup, kind).flatMap((route) => {
    const parent = parentsOf(route).find(
      (candidate) =>
        isServiceReference(candidate) &&
        candidate.name === service.name &&
        (candidate.namespace ?? route.metadata.namespace) === service.namespace &&
        (candidate.port === undefined || candidate.port === service.port),
    );
    return parent ? [{ route, key: String(parent.port) }] : [];
  });
}
