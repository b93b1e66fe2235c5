import {
  Protocol,
  RetryCondition,
  type CanaryDefinition,
  type RetryPolicy,
  type RouteDefinition,
  type RouteMatch,
  type ServiceDefinition,
  type TimeoutPolicy,
} from "../definition";
import { defaults } from "../defaults";
import { childPath } from "../problem";
import { durationMilliseconds } from "../values/duration";
import { resolveReference, splitServiceId } from "../values/names";
import { carriesRequests, portsMeant } from "../validate/context";
import { defaultRouteName } from "../validate/routes";
import { conditionFits } from "../validate/traffic";
import { resolveActions } from "./route-actions";
import type {
  ResolvedBackend,
  ResolvedPort,
  ResolvedRetries,
  ResolvedRoute,
  ResolvedRouteRule,
} from "./resolved";

interface RoutedService {
  readonly namespace: string;
  readonly name: string;
  readonly path: string;
  readonly definition: ServiceDefinition;
}

/**
 * Routes of each port on which the service shapes traffic. Timeouts and retries of the service are written into each route
 * that has none of its own, because meshes differ in what a route inherits.
 */
export function resolveRoutes(service: RoutedService, ports: readonly ResolvedPort[]): ResolvedRoute[] {
  return ports.flatMap((port) => routesOfPort(service, port));
}

function isFor(
  definition: ServiceDefinition,
  { port }: ResolvedPort,
  named: readonly number[] | undefined,
): boolean {
  return portsMeant(definition.ports, named).some((meant) => meant.port === port);
}

function routesOfPort(service: RoutedService, port: ResolvedPort): ResolvedRoute[] {
  const { definition, path } = service;
  const own = (definition.routes ?? [])
    .map((route, index) => ({ route, at: childPath(path, "routes", index) }))
    .filter(({ route }) => isFor(definition, port, route.ports))
    .map(({ route, at }) => resolveRoute(service, port, route, at));
  const rest = resolveRoute(service, port, { name: defaultRouteName }, path);
  if (own.length === 0 && !shapesTraffic(definition, port)) return [];
  const takesEverything = own.some((route) => route.rules.some((rule) => rule.matches.length === 0));
  return takesEverything ? own : [...own, rest];
}

function shapesTraffic(definition: ServiceDefinition, port: ResolvedPort): boolean {
  const { timeouts, retries, canary } = definition;
  if (canary && isFor(definition, port, canary.ports)) return true;
  return carriesRequests(port.protocol) && (timeouts !== undefined || retries !== undefined);
}

function resolveRoute(
  service: RoutedService,
  port: ResolvedPort,
  route: RouteDefinition,
  path: string,
): ResolvedRoute {
  // A redirect is answered by the caller's proxy: there is nothing to wait for, and nothing to try again.
  const requests = carriesRequests(port.protocol) && !route.redirect;
  const timeouts: TimeoutPolicy = requests ? (route.timeouts ?? service.definition.timeouts ?? {}) : {};
  return {
    name: route.name,
    path,
    port: port.port,
    protocol: port.protocol,
    rules: resolveRouteRules(service, port, route),
    actions: resolveActions(route, service.namespace, port.port),
    requestTimeoutMs: milliseconds(timeouts.request),
    responseTimeoutMs: milliseconds(timeouts.response),
    idleTimeoutMs: milliseconds(timeouts.idle),
    retries: requests
      ? resolveRetries(route.retries ?? service.definition.retries, port.protocol)
      : undefined,
  };
}

/** Milliseconds of a duration that may be absent. */
export function milliseconds(duration: string | undefined): number | undefined {
  return duration === undefined ? undefined : durationMilliseconds(duration);
}

function resolveRouteRules(
  service: RoutedService,
  port: ResolvedPort,
  route: RouteDefinition,
): ResolvedRouteRule[] {
  const matches = route.matches?.some(isEverything) ? [] : (route.matches ?? []);
  const self: ResolvedBackend = {
    namespace: service.namespace,
    name: service.name,
    port: port.port,
    weight: 1,
  };
  if (route.redirect) return [{ matches, backends: [] }];
  if (route.backends) {
    const backends = route.backends.map(
      ({ service: reference, port: number = port.port, weight = defaults.backendWeight }) => {
        const id = splitServiceId(resolveReference(reference, service.namespace));
        return {
          namespace: id?.namespace ?? service.namespace,
          name: id?.name ?? reference,
          port: number,
          weight,
        };
      },
    );
    return [{ matches, backends }];
  }
  const { canary } = service.definition;
  const shared = canary && isFor(service.definition, port, canary.ports);
  return shared
    ? canaryRules(canary, self, matches, carriesRequests(port.protocol))
    : [{ matches, backends: [self] }];
}

/** Whether a match takes every request. */
export function isEverything({ method, path, headers = [], query = [], grpc }: RouteMatch): boolean {
  const wholePath =
    path === undefined || (path.value === "/" && (path.type ?? "PathPrefix") === "PathPrefix");
  return (
    wholePath && method === undefined && grpc === undefined && headers.length === 0 && query.length === 0
  );
}

function canaryRules(
  canary: CanaryDefinition,
  stable: ResolvedBackend,
  matches: readonly RouteMatch[],
  requests: boolean,
): ResolvedRouteRule[] {
  const candidate: ResolvedBackend = { ...stable, name: canary.candidate };
  const split = [
    { ...stable, weight: 100 - canary.weight },
    { ...candidate, weight: canary.weight },
  ];
  const rules: ResolvedRouteRule[] = [{ matches, backends: split }];
  if (!canary.headers || !requests) return rules;
  const headers = canary.headers;
  const optIn = (matches.length === 0 ? [{}] : matches).map((match: RouteMatch) => ({
    ...match,
    headers: [...(match.headers ?? []), ...headers],
  }));
  return [{ matches: optIn, backends: [{ ...candidate, weight: 1 }] }, ...rules];
}

/** Retries as they hold on a port; nothing when none can happen there. */
export function resolveRetries(
  retries: RetryPolicy | undefined,
  protocol: Protocol,
): ResolvedRetries | undefined {
  if (!retries || retries.attempts === 0) return undefined;
  const { perTryTimeout, backoff, budget } = retries;
  const statusCodes =
    protocol === Protocol.Grpc ? [] : [...new Set(retries.statusCodes ?? [])].sort((a, b) => a - b);
  const fallback = protocol === Protocol.Grpc ? defaults.grpcRetryCondition : defaults.httpRetryCondition;
  const wanted: readonly RetryCondition[] = retries.on ?? (statusCodes.length > 0 ? [] : [fallback]);
  const order = Object.values(RetryCondition);
  const on = order.filter((condition) => wanted.includes(condition) && conditionFits(condition, protocol));
  if (on.length === 0 && statusCodes.length === 0) return undefined;
  return {
    attempts: retries.attempts,
    on,
    statusCodes,
    perTryTimeoutMs: milliseconds(perTryTimeout),
    backoff,
    budget,
  };
}
