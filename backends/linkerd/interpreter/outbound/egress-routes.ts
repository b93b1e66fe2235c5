import type { Manifest } from "../../../manifest";
import { hasOnlySupportedFilters, type RouteFilter } from "../filters";
import type { MatchableRoute, MatchableRule } from "../matching/best";
import type { GrpcMatch } from "../matching/grpc";
import type { HttpMatch } from "../matching/http";
import { routesByAge } from "../order";
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

interface EgressRule<M, C> extends MatchableRule<M> {
  readonly timeouts: Timeouts;
  readonly retry: Retry<C> | undefined;
}

/** A route of requests to somewhere outside. Without backends it leads where the request was sent. */
export interface EgressHttpRoute<M, C> extends MatchableRoute<EgressRule<M, C>> {
  readonly name: string;
}

/** A route that Linkerd cannot read is not applied at all. */
function read<M, C>(
  kind: "HTTPRoute" | "GRPCRoute",
  routes: readonly Manifest[],
  retryOf: (annotations: Annotations) => Retry<C> | undefined,
): EgressHttpRoute<M, C>[] {
  return routesByAge(routes).flatMap((route): EgressHttpRoute<M, C>[] => {
    const { hostnames = [], rules = [] } = route["spec"] as {
      readonly hostnames?: readonly string[];
      readonly rules?: readonly {
        readonly matches?: readonly M[];
        readonly filters?: readonly RouteFilter[];
      }[];
    };
    if (!hasOnlySupportedFilters(kind, rules)) return [];
    try {
      const annotations = route.metadata.annotations ?? {};
      const treatment = { timeouts: readTimeouts(annotations), retry: retryOf(annotations) };
      const { name } = route.metadata;
      return [{ name, hostnames, rules: rules.map(({ matches = [] }) => ({ matches, ...treatment })) }];
    } catch (error) {
      if (error instanceof UnreadableAnnotation) return [];
      throw error;
    }
  });
}

export const readEgressRoutes = {
  http: (routes: readonly Manifest[]) => read<HttpMatch, StatusRange>("HTTPRoute", routes, readHttpRetry),
  grpc: (routes: readonly Manifest[]) => read<GrpcMatch, string>("GRPCRoute", routes, readGrpcRetry),
};
