import {
  EntryKind,
  type FeatureId,
  type PathMatchType,
  type ResolvedGateway,
  type ResolvedGatewayRoute,
  type ResolvedMesh,
  type RouteMatch,
  type ValueMatch,
} from "../../model";
import type { RenderedObject } from "../manifest";
import { featuresOfMatches } from "./match-features";
import { gatewayApiGroup, gatewayApiVersion, gatewayObjectName, tlsRouteVersion } from "./names";
import { gatewayObject } from "./object";
import { redirectFilter } from "./redirect";

/** Kind of object that a route becomes. */
export const routeKinds: Readonly<Record<EntryKind, string>> = {
  [EntryKind.Http]: "HTTPRoute",
  [EntryKind.Grpc]: "GRPCRoute",
  [EntryKind.Tls]: "TLSRoute",
};

/**
 * A route of a gateway, in the gateway's namespace. It says nothing to the mesh's own proxies: what they do between gateway and service
 * is said by the routes whose parent is the Service.
 */
export function renderGatewayRoute(
  mesh: ResolvedMesh,
  gateway: ResolvedGateway,
  route: ResolvedGatewayRoute,
): RenderedObject {
  const { namespace, name } = gateway;
  return gatewayObject(
    mesh,
    gateway,
    {
      apiVersion: route.kind === EntryKind.Tls ? tlsRouteVersion : gatewayApiVersion,
      kind: routeKinds[route.kind],
      name: gatewayObjectName(name, "gateway", route.name),
      namespace,
      spec: {
        parentRefs: route.listeners.map((sectionName) => ({
          group: gatewayApiGroup,
          kind: "Gateway",
          name,
          sectionName,
        })),
        ...(route.hostnames.length > 0 && { hostnames: route.hostnames }),
        rules: rulesOf(route),
      },
    },
    featuresOf(route),
  );
}

function rulesOf(route: ResolvedGatewayRoute): Record<string, unknown>[] {
  const { kind, redirect, timeouts } = route;
  const matches = route.matches.map(kind === EntryKind.Grpc ? grpcMatch : httpMatch);
  const backendRefs = route.backends.map(({ namespace, name, port, weight }) => ({
    group: "",
    kind: "Service",
    name,
    namespace,
    port,
    weight,
  }));
  const rest = {
    ...(redirect && { filters: [redirectFilter(redirect)] }),
    ...(backendRefs.length > 0 && { backendRefs }),
    ...(Object.keys(timeouts).length > 0 && { timeouts }),
  };
  // A prefix is replaced in a rule of a single match, by Gateway API's rules; one for everything is that of the root.
  if (redirect?.path?.type === "ReplacePrefixMatch") {
    const single = matches.length > 0 ? matches : [httpMatch({ path: { value: "/" } })];
    return single.map((match) => ({ matches: [match], ...rest }));
  }
  return [{ ...(matches.length > 0 && { matches }), ...rest }];
}

function httpMatch({ path, method, headers = [], query = [] }: RouteMatch): Record<string, unknown> {
  return {
    ...(path && { path: written(path.type ?? "PathPrefix", path.value) }),
    ...(method && { method }),
    ...(headers.length > 0 && { headers: headers.map(valueMatch) }),
    ...(query.length > 0 && { queryParams: query.map(valueMatch) }),
  };
}

function grpcMatch({ grpc, headers = [] }: RouteMatch): Record<string, unknown> {
  return {
    ...(grpc && {
      method: {
        type: "Exact",
        service: grpc.service,
        ...(grpc.method !== undefined && { method: grpc.method }),
      },
    }),
    ...(headers.length > 0 && { headers: headers.map(valueMatch) }),
  };
}

function valueMatch({ name, type, value }: ValueMatch): Record<string, unknown> {
  return { name, ...written(type ?? "Exact", value) };
}

/** Gateway API leaves open whether an expression spans the text: anchors say it to every controller. */
function written(type: PathMatchType, value: string): { type: PathMatchType; value: string } {
  return { type, value: type === "RegularExpression" ? `^(?:${value})$` : value };
}

function featuresOf({ hostnames, matches, backends, redirect, timeouts }: ResolvedGatewayRoute): FeatureId[] {
  const when = (condition: boolean, feature: FeatureId): FeatureId[] => (condition ? [feature] : []);
  return [
    ...featuresOfMatches(matches),
    ...when(matches.length > 0, "gateways.routes.matches"),
    ...when(hostnames.length > 0, "gateways.routes.hostnames"),
    ...when(backends.length > 0, "gateways.routes.weights"),
    ...when(redirect !== undefined, "gateways.routes.redirect"),
    ...when(timeouts.request !== undefined, "gateways.timeouts.request"),
    ...when(timeouts.backendRequest !== undefined, "gateways.timeouts.backendRequest"),
  ];
}
