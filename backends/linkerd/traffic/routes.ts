import {
  Protocol,
  carriesRequests,
  type HttpMethod,
  type PathMatchType,
  type ResolvedBackend,
  type ResolvedMesh,
  type ResolvedRoute,
  type ResolvedRouteRule,
  type ResolvedService,
  type RouteMatch,
  type ValueMatch,
} from "../../../model";
import type { RenderedObject } from "../../manifest";
import { connectionRouteVersion, gatewayApiVersion, objectName } from "../names";
import { policyObject } from "../rendered";
import { isRoot, methodsOfRoot } from "../root-path";
import { routeAnnotations } from "./annotations";
import { filtersOf } from "./filters";
import { featuresOfRoute } from "./route-features";

/** Routes that callers of a service follow. Each is an object of its own, because timeouts and retries belong to an object. */
export function renderRoutes(mesh: ResolvedMesh, service: ResolvedService): RenderedObject[] {
  return service.routes.map((route) => {
    if (!carriesRequests(route.protocol)) return connectionRoute(mesh, service, route);
    const grpc = route.protocol === Protocol.Grpc;
    const taken = rootMethodsTaken(service, route.port);
    return policyObject(
      mesh,
      service,
      {
        apiVersion: gatewayApiVersion,
        kind: grpc ? "GRPCRoute" : "HTTPRoute",
        name: objectName(service.name, route.port, "out", route.name),
        annotations: routeAnnotations(route),
        spec: {
          parentRefs: [{ group: "core", kind: "Service", name: service.name, port: route.port }],
          rules: route.rules.flatMap((rule) =>
            rulesOf(route, rule, grpc ? rule.matches.map(grpcMatch) : httpMatches(rule, taken)),
          ),
        },
      },
      featuresOfRoute(service, route),
    );
  });
}

/**
 * Where bytes are carried and nothing in them is looked at, connections are shared out. Gateway API serves the kind in its
 * experimental channel only, and Linkerd reads this version of it and takes one route for each port.
 */
function connectionRoute(mesh: ResolvedMesh, service: ResolvedService, route: ResolvedRoute): RenderedObject {
  const backends = route.rules.flatMap((rule) => rule.backends);
  const body = {
    apiVersion: connectionRouteVersion,
    kind: "TCPRoute",
    name: objectName(service.name, route.port, "out", route.name),
    spec: {
      parentRefs: [{ group: "core", kind: "Service", name: service.name, port: route.port }],
      rules: [{ backendRefs: backends.map(backendRef) }],
    },
  };
  return policyObject(mesh, service, body, featuresOfRoute(service, route));
}

/** Gateway API allows 64 matches in a rule; the root path may take one for each method. */
const matchesPerRule = 64;

function rulesOf(
  { actions }: ResolvedRoute,
  { backends }: ResolvedRouteRule,
  matches: readonly Record<string, unknown>[],
): Record<string, unknown>[] {
  const filters = filtersOf(actions);
  const rest = {
    ...(filters.length > 0 && { filters }),
    ...(backends.length > 0 && { backendRefs: backends.map(backendRef) }),
  };
  // A prefix is replaced in a rule of a single match, by Gateway API's rules; one for everything is that of the root.
  const replacesPrefix = actions.redirect?.path?.type === "ReplacePrefixMatch";
  if (matches.length === 0) return [{ ...(replacesPrefix && { matches: [httpMatch(root)] }), ...rest }];
  const most = replacesPrefix ? 1 : matchesPerRule;
  return Array.from({ length: Math.ceil(matches.length / most) }, (_, i) => ({
    matches: matches.slice(i * most, (i + 1) * most),
    ...rest,
  }));
}

const root: RouteMatch = { path: { value: "/" } };

/** Methods with which the root path is matched as such by any route of the port. */
function rootMethodsTaken({ routes }: ResolvedService, port: number): HttpMethod[] {
  const matches = routes
    .filter((route) => route.port === port)
    .flatMap((route) => route.rules.flatMap((rule) => rule.matches));
  return matches.flatMap((match) =>
    isRoot(match.path) && !hasConditions(match) && match.method !== undefined ? [match.method] : [],
  );
}

function hasConditions({ headers = [], query = [] }: RouteMatch): boolean {
  return headers.length + query.length > 0;
}

function httpMatches(
  { matches }: ResolvedRouteRule,
  taken: readonly HttpMethod[],
): Record<string, unknown>[] {
  return matches.flatMap((match) => {
    if (!isRoot(match.path) || hasConditions(match) || match.method !== undefined) return [httpMatch(match)];
    const methods = methodsOfRoot(taken);
    return methods.length === 0
      ? [httpMatch(match)]
      : methods.map((method) => httpMatch({ ...match, method }));
  });
}

/** The namespace is always written: without it Linkerd takes the parent Service's, its status controller the route's. */
function backendRef({ namespace, name, port, weight }: ResolvedBackend): Record<string, unknown> {
  return { group: "", kind: "Service", name, namespace, port, weight };
}

function httpMatch({ path, method, headers, query }: RouteMatch): Record<string, unknown> {
  return {
    ...(path && { path: written(path.type ?? "PathPrefix", path.value) }),
    ...(method && { method }),
    ...(headers && headers.length > 0 && { headers: headers.map(valueMatch) }),
    ...(query && query.length > 0 && { queryParams: query.map(valueMatch) }),
  };
}

function grpcMatch({ grpc, headers }: RouteMatch): Record<string, unknown> {
  return {
    ...(grpc && {
      method: {
        type: "Exact",
        service: grpc.service,
        ...(grpc.method !== undefined && { method: grpc.method }),
      },
    }),
    ...(headers && headers.length > 0 && { headers: headers.map(valueMatch) }),
  };
}

function valueMatch({ name, type, value }: ValueMatch): Record<string, unknown> {
  return { name, ...written(type ?? "Exact", value) };
}

/**
 * Linkerd's proxy takes the first match of an expression and then asks whether it spans the text: of `a|ab` it would never find
 * the second alternative. Anchors make it look on.
 */
function written(type: PathMatchType, value: string): { type: PathMatchType; value: string } {
  return { type, value: type === "RegularExpression" ? `^(?:${value})$` : value };
}
