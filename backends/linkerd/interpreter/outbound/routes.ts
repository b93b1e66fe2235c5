import type { Manifest } from "../../../manifest";
import type { Cluster } from "../cluster";
import { hasOnlySupportedFilters, type RouteFilter } from "../filters";
import type { MatchableRoute, MatchableRule } from "../matching/best";
import type { GrpcMatch } from "../matching/grpc";
import type { HttpMatch } from "../matching/http";
import { routesByAge } from "../order";
import { routesOfService, type ServicePort } from "../parents";
import {
  UnreadableAnnotation,
  readGrpcRetry,
  readHttpRetry,
  readTimeouts,
  type Annotations,
  type Retry,
  type StatusRange,
  type Timeouts,
} from "./annotations";

/** A Service that a share of a rule's requests goes to. */
export interface OutboundBackend {
  readonly namespace: string;
  readonly name: string;
  readonly port: number;
  readonly weight: number;
  /** A share of requests for a Service that does not exist is answered with 500. */
  readonly exists: boolean;
}

export interface OutboundRule<M, C> extends MatchableRule<M> {
  readonly backends: readonly OutboundBackend[];
  /** Carried out in their order, by the proxy of the caller. */
  readonly filters: readonly RouteFilter[];
  readonly timeouts: Timeouts;
  readonly retry: Retry<C> | undefined;
}

export interface OutboundRoute<M, C> extends MatchableRoute<OutboundRule<M, C>> {
  /** `namespace/name`, or `default` for the one that a Service has without any. */
  readonly name: string;
}

export type HttpOutboundRoute = OutboundRoute<HttpMatch, StatusRange>;
export type GrpcOutboundRoute = OutboundRoute<GrpcMatch, string>;

interface RuleSpec<M> {
  readonly matches?: readonly M[];
  readonly filters?: readonly RouteFilter[];
  readonly backendRefs?: readonly {
    readonly name: string;
    readonly namespace?: string;
    readonly port: number;
    readonly weight?: number;
  }[];
  readonly timeouts?: { readonly request?: string };
}

export function httpRoutesOf(
  cluster: Cluster,
  service: ServicePort,
  callerNamespace: string,
): HttpOutboundRoute[] {
  const routes = routesOfService(cluster, "HTTPRoute", service, callerNamespace);
  return readRoutes<HttpMatch, StatusRange>(cluster, "HTTPRoute", service, routes, readHttpRetry, () => true);
}

export function grpcRoutesOf(
  cluster: Cluster,
  service: ServicePort,
  callerNamespace: string,
): GrpcOutboundRoute[] {
  const routes = routesOfService(cluster, "GRPCRoute", service, callerNamespace);
  const isReadable = ({ method }: GrpcMatch): boolean => method?.type !== "RegularExpression";
  return readRoutes<GrpcMatch, string>(cluster, "GRPCRoute", service, routes, readGrpcRetry, isReadable);
}

/** A route that Linkerd cannot read is not applied at all. */
function readRoutes<M, C>(
  cluster: Cluster,
  kind: "HTTPRoute" | "GRPCRoute",
  service: ServicePort,
  routes: readonly Manifest[],
  retryOf: (annotations: Annotations) => Retry<C> | undefined,
  isReadable: (match: M) => boolean,
): OutboundRoute<M, C>[] {
  return routesByAge(routes).flatMap((route): OutboundRoute<M, C>[] => {
    const { metadata } = route;
    const spec = route["spec"] as {
      readonly hostnames?: readonly string[];
      readonly rules?: readonly RuleSpec<M>[];
    };
    const rules = spec.rules ?? [];
    if (
      !hasOnlySupportedFilters(kind, rules) ||
      !rules.every(({ matches = [] }) => matches.every(isReadable))
    )
      return [];
    try {
      const annotations = metadata.annotations ?? {};
      const treatment = inEffect(cluster, service, readTimeouts(annotations), retryOf(annotations), retryOf);
      const name = `${metadata.namespace ?? ""}/${metadata.name}`;
      return [
        {
          name,
          hostnames: spec.hostnames ?? [],
          rules: rules.map((rule) => ({
            matches: rule.matches ?? [],
            backends: backendsOf(cluster, service, rule),
            filters: rule.filters ?? [],
            ...treatment,
          })),
        },
      ];
    } catch (error) {
      if (error instanceof UnreadableAnnotation) return [];
      throw error;
    }
  });
}

/** The route's timeouts replace the Service's as a whole, and so do its retries. */
function inEffect<C>(
  cluster: Cluster,
  service: ServicePort,
  timeouts: Timeouts,
  retry: Retry<C> | undefined,
  retryOf: (annotations: Annotations) => Retry<C> | undefined,
): { timeouts: Timeouts; retry: Retry<C> | undefined } {
  const annotations = cluster.services.get(`${service.namespace}/${service.name}`)?.annotations ?? {};
  return {
    timeouts: Object.keys(timeouts).length > 0 ? timeouts : (readable(() => readTimeouts(annotations)) ?? {}),
    retry: retry ?? readable(() => retryOf(annotations)),
  };
}

/** What a Service's annotations say; a value that cannot be read counts as none. */
function readable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof UnreadableAnnotation) return undefined;
    throw error;
  }
}

/** A rule without backends leads to the Service; a backend without a namespace is one of the Service's namespace. */
export function backendsOf(
  cluster: Cluster,
  service: ServicePort,
  { backendRefs = [] }: Pick<RuleSpec<unknown>, "backendRefs">,
): OutboundBackend[] {
  if (backendRefs.length === 0) return [{ ...service, weight: 1, exists: true }];
  return backendRefs.map(({ name, namespace = service.namespace, port, weight = 1 }) => {
    return { name, namespace, port, weight, exists: cluster.services.has(`${namespace}/${name}`) };
  });
}

/** The route of a Service that has none: everything to itself, with the Service's own timeouts and retries. */
export function defaultOutboundRoute<C>(
  cluster: Cluster,
  service: ServicePort,
  retryOf: (annotations: Annotations) => Retry<C> | undefined,
): OutboundRoute<never, C> {
  const treatment = inEffect(cluster, service, {}, undefined, retryOf);
  return {
    name: "default",
    hostnames: [],
    rules: [{ matches: [], backends: [{ ...service, weight: 1, exists: true }], filters: [], ...treatment }],
  };
}
