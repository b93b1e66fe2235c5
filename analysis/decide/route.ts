import {
  Protocol,
  byText,
  type ResolvedRetries,
  type ResolvedRoute,
  type ResolvedRouteRule,
  type ResolvedService,
  type RouteMatch,
} from "../../model";
import { matchesRoute, prefixLength } from "./match";
import type { RequestContent } from "./request";

/** The route that a request takes, and the rule of it. */
export interface RouteChoice {
  readonly route: ResolvedRoute;
  readonly rule: ResolvedRouteRule;
}

/** What happens to a request on its way, besides where it goes. */
export interface RouteTreatment {
  /** Name of the route. */
  readonly name: string;
  /** Where it is written in the definition. */
  readonly path: string;
  readonly requestTimeoutMs: number | undefined;
  readonly idleTimeoutMs: number | undefined;
  readonly retries: ResolvedRetries | undefined;
}

/**
 * Chooses the route of a request by Gateway API's precedence. HTTP: an exact path before a regular expression before a prefix,
 * of prefixes the longest, then a method, then the number of headers, then that of query parameters. gRPC: the longest service,
 * then the longest method, then the number of headers. What still ties goes to the first name.
 */
export function chooseRoute(
  service: ResolvedService,
  port: number,
  content: RequestContent,
): RouteChoice | undefined {
  const candidates = service.routes
    .filter((route) => route.port === port)
    .flatMap((route) =>
      route.rules.flatMap((rule, order) =>
        ranksOf(route, rule, content).map((rank) => ({ route, rule, order, rank })),
      ),
    );
  return candidates.sort(
    (a, b) => byRank(b.rank, a.rank) || byText(a.route.name, b.route.name) || a.order - b.order,
  )[0];
}

function ranksOf(route: ResolvedRoute, { matches }: ResolvedRouteRule, content: RequestContent): number[][] {
  const rank = route.protocol === Protocol.Grpc ? grpcRank : httpRank;
  if (matches.length === 0) return [rank({})];
  // What is matched on a gRPC port is calls: a request that is none takes the rules for everything only.
  if (route.protocol === Protocol.Grpc && content.grpc === undefined) return [];
  return matches.filter((match) => matchesRoute(match, content)).map(rank);
}

function httpRank({ path, method, headers = [], query = [] }: RouteMatch): number[] {
  const kind = { Exact: 2, RegularExpression: 1, PathPrefix: 0 }[path?.type ?? "PathPrefix"];
  const length = kind === 0 ? prefixLength(path?.value ?? "/") : 0;
  return [kind, length, Number(method !== undefined), headers.length, query.length];
}

function grpcRank({ grpc, headers = [] }: RouteMatch): number[] {
  return [grpc?.service.length ?? 0, grpc?.method?.length ?? 0, headers.length];
}

function byRank(a: readonly number[], b: readonly number[]): number {
  const index = a.findIndex((value, i) => value !== b[i]);
  return index < 0 ? 0 : (a[index] ?? 0) - (b[index] ?? 0);
}
