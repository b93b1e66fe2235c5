import type { PathMatch, ResolvedRoute, RouteMatch, ValueMatch } from "../../../model";
import { isRoot } from "../root-path";

/** A match that competes with those of other routes for requests. */
export interface Contender {
  readonly route: ResolvedRoute;
  readonly match: RouteMatch;
}

/** Contenders of a port. A route without matches competes with one for everything. */
export function contendersOf(routes: readonly ResolvedRoute[]): Contender[] {
  return routes.flatMap((route) =>
    route.rules.flatMap(({ matches }) =>
      (matches.length === 0 ? [{}] : matches).map((match) => ({ route, match })),
    ),
  );
}

/** Compares two of the same path length as Linkerd does: headers, query parameters, method. */
export function compareInLinkerd(a: RouteMatch, b: RouteMatch): number {
  return compare(linkerdRank(a), linkerdRank(b));
}

/** Compares two of the same path length as Gateway API does: kind of path, method, headers, query parameters. */
export function compareInGatewayApi(a: RouteMatch, b: RouteMatch): number {
  return compare(gatewayRank(a), gatewayRank(b));
}

function linkerdRank(match: RouteMatch): number[] {
  const { method, headers = [], query = [] } = match;
  // The root is rendered with methods.
  return [headers.length, query.length, Number(method !== undefined || isBareRoot(match))];
}

function gatewayRank({ method, path, headers = [], query = [] }: RouteMatch): number[] {
  const kind = { Exact: 2, RegularExpression: 1, PathPrefix: 0 }[path?.type ?? "PathPrefix"];
  return [kind, Number(method !== undefined), headers.length, query.length];
}

function compare(a: readonly number[], b: readonly number[]): number {
  const index = a.findIndex((value, i) => value !== b[i]);
  return index < 0 ? 0 : (a[index] ?? 0) - (b[index] ?? 0);
}

/** Whether a request may meet both, paths aside. A header or parameter is taken to have one value. */
export function canMeet(a: RouteMatch, b: RouteMatch): boolean {
  if (isBareRoot(a) && isBareRoot(b)) return a.method === b.method;
  return (
    (a.method === undefined || b.method === undefined || a.method === b.method) &&
    agree(a.headers, b.headers, headerName) &&
    agree(a.query, b.query, parameterName)
  );
}

/** The root is rendered without the methods that others match with it. */
function isBareRoot({ path, headers = [], query = [] }: RouteMatch): boolean {
  return isRoot(path) && headers.length + query.length === 0;
}

function agree(
  a: readonly ValueMatch[] = [],
  b: readonly ValueMatch[] = [],
  nameOf: (condition: ValueMatch) => string,
): boolean {
  return a.every((left) =>
    b.every(
      (right) =>
        nameOf(left) !== nameOf(right) ||
        left.type === "RegularExpression" ||
        right.type === "RegularExpression" ||
        left.value === right.value,
    ),
  );
}

/** Whether a request that meets both also meets a third, paths aside. */
export function isImplied(third: RouteMatch, a: RouteMatch, b: RouteMatch): boolean {
  return (
    (third.method === undefined || third.method === (a.method ?? b.method)) &&
    (third.headers ?? []).every((header) =>
      [...(a.headers ?? []), ...(b.headers ?? [])].some((given) => isSame(given, header, headerName)),
    ) &&
    (third.query ?? []).every((parameter) =>
      [...(a.query ?? []), ...(b.query ?? [])].some((given) => isSame(given, parameter, parameterName)),
    )
  );
}

function isSame(a: ValueMatch, b: ValueMatch, nameOf: (condition: ValueMatch) => string): boolean {
  return nameOf(a) === nameOf(b) && (a.type ?? "Exact") === (b.type ?? "Exact") && a.value === b.value;
}

function headerName({ name }: ValueMatch): string {
  return name.toLowerCase();
}

function parameterName({ name }: ValueMatch): string {
  return name;
}

/** A prefix without the slashes at its end, which count for nothing; the root is `/`. */
export function prefixOf(path: PathMatch | undefined): string | undefined {
  if (path?.type === "Exact" || path?.type === "RegularExpression") return undefined;
  const prefix = path?.value.replace(/\/+$/, "") ?? "";
  return prefix === "" ? "/" : prefix;
}
