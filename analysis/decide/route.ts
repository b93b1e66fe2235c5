import {
  Protocol,
  byText,
  type FaultInjection,
  type HeaderChanges,
  type ResolvedRetries,
  type ResolvedRoute,
  type ResolvedRouteActions,
  type ResolvedRouteRule,
  type ResolvedService,
  type RewriteAction,
  type RouteMatch,
} from "../../model";
import { matchesRoute, prefixLength } from "./match";
import type { RedirectDecision } from "./redirect";
import type { RequestContent } from "./request";

/** The route that a request takes, and the rule of it. */
export interface RouteChoice {
  readonly route: ResolvedRoute;
  readonly rule: ResolvedRouteRule;
  /** The match by which it is taken; empty where the rule takes everything. */
  readonly match: RouteMatch;
}

/** What happens to a request on its way, besides where it goes. */
export interface RouteTreatment {
  /** Name of the route. */
  readonly name: string;
  /** Where it is written in the definition. */
  readonly path: string;
  readonly requestTimeoutMs: number | undefined;
  readonly responseTimeoutMs: number | undefined;
  readonly idleTimeoutMs: number | undefined;
  readonly retries: ResolvedRetries | undefined;
  readonly requestHeaders: HeaderChanges | undefined;
  readonly responseHeaders: HeaderChanges | undefined;
  readonly rewrite: RewriteAction | undefined;
  readonly mirror: ResolvedRouteActions["mirror"];
  readonly faults: FaultInjection | undefined;
  /** The answer that the caller's proxy gives instead of passing the request on. */
  readonly redirect: RedirectDecision | undefined;
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
        ranksOf(route, rule, content).map((ranked) => ({ route, rule, order, ...ranked })),
      ),
    );
  return candidates.sort(
    (a, b) => byRank(b.rank, a.rank) || byText(a.route.name, b.route.name) || a.order - b.order,
  )[0];
}

interface Ranked {
  readonly match: RouteMatch;
  readonly rank: number[];
}

/** How well the matches of a rule fit a request; none where none does. */
export function ranksOf(
  route: Pick<ResolvedRoute, "protocol">,
  { matches }: Pick<ResolvedRouteRule, "matches">,
  content: RequestContent,
): Ranked[] {
  const rankOf = route.protocol === Protocol.Grpc ? grpcRank : httpRank;
  const ranked = (match: RouteMatch): Ranked => ({ match, rank: rankOf(match) });
  if (matches.length === 0) return [ranked({})];
  // What is matched on a gRPC port is calls: a request that is none takes the rules for everything only.
  if (route.protocol === Protocol.Grpc && content.grpc === undefined) return [];
  return matches.filter((match) => matchesRoute(match, content)).map(ranked);
}

function httpRank({ path, method, headers = [], query = [] }: RouteMatch): number[] {
  const kind = { Exact: 2, RegularExpression: 1, PathPrefix: 0 }[path?.type ?? "PathPrefix"];
  const length = kind === 0 ? prefixLength(path?.value ?? "/") : 0;
  return [kind, length, Number(method !== undefined), headers.length, query.length];
}

function grpcRank({ grpc, headers = [] }: RouteMatch): number[] {
  return [grpc?.service.length ?? 0, grpc?.method?.length ?? 0, headers.length];
}

/** Order of ranks, the weaker first. */
export function byRank(a: readonly number[], b: readonly number[]): number {
  const index = a.findIndex((value, i) => value !== b[i]);
  return index < 0 ? 0 : (a[index] ?? 0) - (b[index] ?? 0);
}
