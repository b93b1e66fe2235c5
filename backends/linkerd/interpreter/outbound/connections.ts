import type { Cluster } from "../cluster";
import { routesByAge } from "../order";
import { routesOfService, type ServicePort } from "../parents";
import { backendsOf, type OutboundBackend } from "./routes";

/** A route that shares connections out. */
export interface ConnectionRoute {
  /** `namespace/name`. */
  readonly name: string;
  readonly backends: readonly OutboundBackend[];
}

/**
 * The TCPRoute of a port: the first by age, and nothing of any further one. Linkerd watches version v1alpha2 only, which the
 * Gateway API serves in its experimental channel. A route with more or fewer rules than one is ignored.
 */
export function connectionRouteOf(
  cluster: Cluster,
  service: ServicePort,
  callerNamespace: string,
): ConnectionRoute | undefined {
  if (!cluster.settings.experimentalGatewayApi) return undefined;
  const routes = routesOfService(cluster, "TCPRoute", service, callerNamespace).filter(
    ({ apiVersion }) => apiVersion === "gateway.networking.k8s.io/v1alpha2",
  );
  const readable = routesByAge(routes).flatMap((route): ConnectionRoute[] => {
    const { rules = [] } = route["spec"] as {
      readonly rules?: readonly Parameters<typeof backendsOf>[2][];
    };
    const [rule, ...others] = rules;
    if (!rule || others.length > 0) return [];
    const name = `${route.metadata.namespace ?? ""}/${route.metadata.name}`;
    return [{ name, backends: backendsOf(cluster, service, rule) }];
  });
  return readable[0];
}
