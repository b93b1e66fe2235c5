import {
  Protocol,
  type FeatureId,
  type HttpMethod,
  type PathMatchType,
  type ResolvedBackend,
  type ResolvedMesh,
  type ResolvedRetries,
  type ResolvedRoute,
  type ResolvedRouteRule,
  type ResolvedService,
  type RetryCondition,
  type RouteMatch,
  type ValueMatch,
} from "../../../model";
import type { RenderedObject } from "../../manifest";
import { gatewayApiVersion, objectName } from "../names";
import { policyObject } from "../rendered";
import { isRoot, methodsOfRoot } from "../root-path";
import { routeAnnotations } from "./annotations";

/** Routes that callers of a service follow. Each is an object of its own, because timeouts and retries belong to an object. */
export function renderRoutes(mesh: ResolvedMesh, service: ResolvedService): RenderedObject[] {
  return service.routes.map((route) => {
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
            rulesOf(rule, grpc ? rule.matches.map(grpcMatch) : httpMatches(rule, taken)),
          ),
        },
      },
      featuresOf(service, route),
    );
  });
}

/** Gateway API allows 64 matches in a rule; the root path may take one for each method. */
const matchesPerRule = 64;

function rulesOf(
  { backends }: ResolvedRouteRule,
  matches: readonly Record<string, unknown>[],
): Record<string, unknown>[] {
  const backendRefs = backends.map(backendRef);
  if (matches.length === 0) return [{ backendRefs }];
  const count = Math.ceil(matches.length / matchesPerRule);
  return Array.from({ length: count }, (_, i) => ({
    matches: matches.slice(i * matchesPerRule, (i + 1) * matchesPerRule),
    backendRefs,
  }));
}

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

function featuresOf(service: ResolvedService, route: ResolvedRoute): FeatureId[] {
  const written = service.definition.routes?.find(({ name }) => name === route.name);
  const matches = written?.matches ?? [];
  const canary = written?.backends ? undefined : service.definition.canary;
  const when = (condition: boolean, feature: FeatureId): FeatureId[] => (condition ? [feature] : []);
  return [
    ...when(
      matches.some(({ method }) => method !== undefined),
      "routes.match.method",
    ),
    ...when(
      matches.some(({ path }) => path !== undefined),
      "routes.match.path",
    ),
    ...when(
      matches.some(({ headers }) => headers !== undefined),
      "routes.match.headers",
    ),
    ...when(
      matches.some(({ query }) => query !== undefined),
      "routes.match.query",
    ),
    ...when(
      matches.some(({ grpc }) => grpc !== undefined),
      "routes.match.grpc",
    ),
    ...when(written?.backends !== undefined, "routes.weights"),
    ...when(canary !== undefined, "canary.weight"),
    ...when(canary?.headers !== undefined, "canary.headers"),
    ...when(route.requestTimeoutMs !== undefined, "timeouts.request"),
    ...when(route.idleTimeoutMs !== undefined, "timeouts.idle"),
    ...(route.retries ? retryFeatures(route.retries) : []),
  ];
}

const featureOfCondition: Readonly<Record<RetryCondition, FeatureId>> = {
  "5xx": "retries.on.5xx",
  "gateway-error": "retries.on.gatewayError",
  "connect-failure": "retries.on.connectFailure",
  reset: "retries.on.reset",
  cancelled: "retries.on.cancelled",
  "deadline-exceeded": "retries.on.deadlineExceeded",
  internal: "retries.on.internal",
  "resource-exhausted": "retries.on.resourceExhausted",
  unavailable: "retries.on.unavailable",
};

function retryFeatures(retries: ResolvedRetries): FeatureId[] {
  return [
    "retries.attempts",
    ...retries.on.map((condition) => featureOfCondition[condition]),
    ...(retries.statusCodes.length > 0 ? ["retries.statusCodes" as const] : []),
    ...(retries.perTryTimeoutMs !== undefined ? ["retries.perTryTimeout" as const] : []),
  ];
}
