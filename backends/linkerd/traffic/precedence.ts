import type { Problem, ResolvedRoute, ResolvedService, RouteMatch } from "../../../model";

interface RankedMatch {
  readonly route: ResolvedRoute;
  readonly match: RouteMatch;
}

/**
 * Linkerd ranks matches by path length, number of headers, number of query parameters, then method. Gateway API, and the
 * model with it, ranks an exact path before a prefix of the same length and a method before headers. Where the two would
 * take different routes, the definition is refused.
 */
export function checkPrecedence(service: ResolvedService): Problem[] {
  const ports = [...new Set(service.routes.map(({ port }) => port))];
  return ports.flatMap((port) => {
    const matches = service.routes
      .filter((route) => route.port === port)
      .flatMap((route) =>
        route.rules.flatMap((rule) => rule.matches.map((match): RankedMatch => ({ route, match }))),
      );
    return byPath(matches).flatMap((group) => disputes(service, group));
  });
}

/** Only matches of the same path text can tie. */
function byPath(matches: readonly RankedMatch[]): RankedMatch[][] {
  const groups = new Map<string, RankedMatch[]>();
  for (const entry of matches) {
    const path = entry.match.path?.value.replace(/\/+$/, "") ?? "";
    groups.set(path, [...(groups.get(path) ?? []), entry]);
  }
  return [...groups.values()];
}

function disputes(service: ResolvedService, group: readonly RankedMatch[]): Problem[] {
  return group.flatMap((a, index) =>
    group.slice(index + 1).flatMap((b) => {
      if (a.route === b.route || !canMeet(a.match, b.match) || !isDisputed(a.match, b.match)) return [];
      if (group.some((c) => coversMeeting(c.match, a.match, b.match))) return [];
      return [
        {
          path: `${b.route.path}.matches`,
          message: `meets route "${a.route.name}" of ${service.id} in requests that Linkerd gives to another route than Gateway API does`,
          rule: "Linkerd ranks by path length, headers, query, then method; exact and prefix of one path tie",
          fix: "Add a match for the requests that both take, with the method and headers of both, to the route that should have them",
        },
      ];
    }),
  );
}

function isDisputed(a: RouteMatch, b: RouteMatch): boolean {
  const [ea, eb] = [a.path?.type === "Exact", b.path?.type === "Exact"];
  const linkerd = compare(linkerdRank(a), linkerdRank(b));
  const gateway = compare([Number(ea), ...gatewayRank(a)], [Number(eb), ...gatewayRank(b)]);
  return Math.sign(linkerd) !== Math.sign(gateway);
}

function linkerdRank(match: RouteMatch): number[] {
  return [match.headers?.length ?? 0, match.query?.length ?? 0, Number(match.method !== undefined)];
}

function gatewayRank(match: RouteMatch): number[] {
  return [Number(match.method !== undefined), match.headers?.length ?? 0, match.query?.length ?? 0];
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [index, value] of a.entries()) {
    const difference = value - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function canMeet(a: RouteMatch, b: RouteMatch): boolean {
  return a.method === undefined || b.method === undefined || a.method === b.method;
}

/** Whether a third match takes what two others share and ranks above both. */
function coversMeeting(c: RouteMatch, a: RouteMatch, b: RouteMatch): boolean {
  const headers = new Set((c.headers ?? []).map(({ name }) => name.toLowerCase()));
  const wanted = [...(a.headers ?? []), ...(b.headers ?? [])].map(({ name }) => name.toLowerCase());
  const method = a.method ?? b.method;
  const exact = [a, b].some(({ path }) => path?.type === "Exact");
  return (
    c.method === method &&
    (!exact || c.path?.type === "Exact") &&
    wanted.every((name) => headers.has(name)) &&
    c !== a &&
    c !== b
  );
}
