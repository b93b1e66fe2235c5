import type { Manifest } from "../../../manifest";
import type { Cluster } from "../cluster";
import { hasOnlySupportedFilters, type RouteFilter } from "../filters";
import type { MatchableRoute, MatchableRule } from "../matching/best";
import type { GrpcMatch } from "../matching/grpc";
import type { HttpMatch } from "../matching/http";
import { routesByAge } from "../order";
import { routesOfServer } from "../parents";
import { authorizationsOf, type Authorization } from "./authorizations";

/** A route of an inbound port with the authorizations that are its own. */
export interface InboundRoute<M> extends MatchableRoute<MatchableRule<M>> {
  readonly name: string;
  readonly authorizations: readonly Authorization[];
}

/** Takes every request and admits whom the Server admits. */
export const defaultRoute: InboundRoute<never> = {
  name: "default",
  hostnames: [],
  rules: [{ matches: [] }],
  authorizations: [],
};

export function httpRoutes(cluster: Cluster, namespace: string, server: string): InboundRoute<HttpMatch>[] {
  const accepted = routesOfServer(cluster, "HTTPRoute", namespace, server);
  return readRoutes<HttpMatch>(cluster, "HTTPRoute", accepted, () => true);
}

/** Linkerd refuses gRPC methods by regular expression, and the whole route with them. */
export function grpcRoutes(cluster: Cluster, namespace: string, server: string): InboundRoute<GrpcMatch>[] {
  const accepted = routesOfServer(cluster, "GRPCRoute", namespace, server);
  return readRoutes<GrpcMatch>(
    cluster,
    "GRPCRoute",
    accepted,
    ({ method }) => method?.type !== "RegularExpression",
  );
}

function readRoutes<M>(
  cluster: Cluster,
  kind: "HTTPRoute" | "GRPCRoute",
  routes: readonly Manifest[],
  isReadable: (match: M) => boolean,
): InboundRoute<M>[] {
  return routesByAge(routes).flatMap((route): InboundRoute<M>[] => {
    const { metadata } = route;
    const spec = route["spec"] as {
      readonly hostnames?: readonly string[];
      readonly rules?: readonly {
        readonly matches?: readonly M[];
        readonly filters?: readonly RouteFilter[];
      }[];
    };
    const rules = (spec.rules ?? []).map(({ matches = [], filters = [] }) => ({ matches, filters }));
    if (!hasOnlySupportedFilters(kind, rules) || !rules.every(({ matches }) => matches.every(isReadable)))
      return [];
    const target = { group: "gateway.networking.k8s.io", kind, name: metadata.name };
    const authorizations = authorizationsOf(cluster, metadata.namespace ?? "", [target]);
    return [{ name: metadata.name, hostnames: spec.hostnames ?? [], rules, authorizations }];
  });
}
