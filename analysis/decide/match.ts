import type { PathMatch, ResolvedRequest, RouteMatch, ValueMatch } from "../../model";
import type { NamedValue, RequestContent } from "./request";

/** Whether an access rule's request is the one that is made. */
export function matchesRequest({ method, path, grpc }: ResolvedRequest, content: RequestContent): boolean {
  return (
    (method === undefined || method === content.method) &&
    (path === undefined || matchesPath(path, content.path)) &&
    (grpc === undefined || matchesGrpc(grpc, content))
  );
}

/** Whether a route's match holds for a request. */
export function matchesRoute(match: RouteMatch, content: RequestContent): boolean {
  const { method, path, grpc, headers = [], query = [] } = match;
  return (
    (method === undefined || method === content.method) &&
    (path === undefined || matchesPath(path, content.path)) &&
    (grpc === undefined || matchesGrpc(grpc, content)) &&
    headers.every((header) => matchesValue(header, content.headers, sameHeader)) &&
    query.every((parameter) => matchesValue(parameter, content.query, sameParameter))
  );
}

/** Number of leading characters that a path prefix compares: a slash at its end is none of them. */
export function prefixLength(prefix: string): number {
  return Math.max(1, prefix.replace(/\/+$/, "").length);
}

function matchesPath({ type = "PathPrefix", value }: PathMatch, path: string): boolean {
  switch (type) {
    case "Exact":
      return path === value;
    case "PathPrefix": {
      const segments = value.replace(/\/+$/, "");
      return path === segments || path.startsWith(`${segments}/`);
    }
    case "RegularExpression":
      return matchesWhole(value, path);
  }
}

function matchesGrpc(wanted: NonNullable<RouteMatch["grpc"]>, { grpc }: RequestContent): boolean {
  return grpc?.service === wanted.service && (wanted.method === undefined || wanted.method === grpc.method);
}

function matchesValue(
  { name, type = "Exact", value }: ValueMatch,
  given: readonly NamedValue[],
  sameName: (a: string, b: string) => boolean,
): boolean {
  return given.some(
    (candidate) =>
      sameName(name, candidate.name) &&
      (type === "Exact" ? candidate.value === value : matchesWhole(value, candidate.value)),
  );
}

function sameHeader(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function sameParameter(a: string, b: string): boolean {
  return a === b;
}

function matchesWhole(expression: string, text: string): boolean {
  return new RegExp(`^(?:${expression})$`).test(text);
}
