import type { Rank } from "./best";
import type { ProxyRequest } from "./request";
import { matchesValue, spansWhole, type ValueCondition } from "./values";

/** A match of an HTTPRoute. */
export interface HttpMatch {
  readonly path?: { readonly type?: string; readonly value?: string };
  readonly method?: string;
  readonly headers?: readonly ValueCondition[];
  readonly queryParams?: readonly ValueCondition[];
}

/** A rule without matches counts as the prefix `/`. */
export const httpWithoutMatches: Rank = [1, 0, 0, 0];

/**
 * Path length, number of headers, number of query parameters, method. The length alone counts of a path, not its kind: an exact
 * path and a prefix of the same length tie, and a regular expression has the length of the request's whole path.
 */
export function rankHttp(match: HttpMatch, request: ProxyRequest): Rank | undefined {
  const { method, headers = [], queryParams = [] } = match;
  if (method !== undefined && method !== request.method) return undefined;
  const length = match.path ? pathLength(match.path, request.path) : 1;
  if (length === undefined) return undefined;
  const sameHeader = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
  const sameParameter = (a: string, b: string): boolean => a === b;
  if (!headers.every((header) => matchesValue(header, request.headers, sameHeader))) return undefined;
  if (!queryParams.every((parameter) => matchesValue(parameter, request.query, sameParameter)))
    return undefined;
  return [length, headers.length, queryParams.length, method === undefined ? 0 : 1];
}

function pathLength({ type = "PathPrefix", value = "/" }: NonNullable<HttpMatch["path"]>, path: string) {
  switch (type) {
    case "Exact":
      return value === path ? path.length : undefined;
    case "RegularExpression":
      return spansWhole(value, path) ? path.length : undefined;
    case "PathPrefix":
      return prefixLength(value, path);
    default:
      throw new RangeError(`not a type of path match: ${type}`);
  }
}

function prefixLength(value: string, path: string): number | undefined {
  if (value === "/") return 1;
  const prefix = trimSlashes(value);
  const trimmed = trimSlashes(path);
  if (!trimmed.startsWith(prefix)) return undefined;
  const rest = trimmed.slice(prefix.length);
  return rest === "" || rest.startsWith("/") ? prefix.length : undefined;
}

function trimSlashes(path: string): string {
  return path.replace(/\/+$/, "");
}
