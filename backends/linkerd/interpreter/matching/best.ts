import { rankHost, type HostRank } from "./host";
import type { ProxyRequest } from "./request";

/** How well something matches: compared number by number, the greater the better. */
export type Rank = readonly number[];

/** A rule of a route with the conditions that take it; none takes every request. */
export interface MatchableRule<M> {
  readonly matches: readonly M[];
}

/** A route with its rules. */
export interface MatchableRoute<R> {
  readonly hostnames: readonly string[];
  readonly rules: readonly R[];
}

/** Ranks a match for a request; nothing when it does not hold. */
export type Ranking<M> = (match: M, request: ProxyRequest) => Rank | undefined;

/**
 * Finds the rule that a proxy takes. Hosts come before matches, a rule counts by the best of its matches, and of equals the
 * first wins; hence routes are given in their order.
 */
export function findBest<M, T extends MatchableRoute<MatchableRule<M>>>(
  routes: readonly T[],
  request: ProxyRequest,
  ranking: Ranking<M>,
  withoutMatches: Rank,
): { readonly route: T; readonly rule: T["rules"][number] } | undefined {
  let best: { route: T; rule: T["rules"][number]; rank: Rank } | undefined;
  for (const route of routes) {
    const host = rankHost(route.hostnames, request.host);
    if (host === undefined) continue;
    for (const rule of route.rules) {
      const own = rankRule(rule, request, ranking, withoutMatches);
      const rank = own && [...hostNumbers(host), ...own];
      if (rank && (best === undefined || compareRanks(rank, best.rank) > 0)) best = { route, rule, rank };
    }
  }
  return best && { route: best.route, rule: best.rule };
}

function hostNumbers({ kind, length }: HostRank): Rank {
  return [kind, length];
}

function rankRule<M>(
  { matches }: MatchableRule<M>,
  request: ProxyRequest,
  ranking: Ranking<M>,
  withoutMatches: Rank,
): Rank | undefined {
  if (matches.length === 0) return withoutMatches;
  return matches
    .map((match) => ranking(match, request))
    .filter((rank) => rank !== undefined)
    .reduce<Rank | undefined>(
      (best, rank) => (best === undefined || compareRanks(rank, best) > 0 ? rank : best),
      undefined,
    );
}

function compareRanks(a: Rank, b: Rank): number {
  for (const [index, value] of a.entries()) {
    const difference = value - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
