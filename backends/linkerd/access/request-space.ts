import { byText, type ResolvedRequest, type ResolvedSource } from "../../../model";

/** Requests together with who may send them. */
export interface Grant {
  readonly request: ResolvedRequest;
  readonly sources: readonly ResolvedSource[];
}

/**
 * Linkerd lets the most specific route decide alone, while rules of the model are added up. So that no rule takes away
 * what another gives, every intersection of two rules becomes a route of its own, which admits the callers of both.
 *
 * The set of intersections is closed: for any request the most specific route that matches it is the intersection of all
 * rules that match it, and so carries exactly the callers of those rules.
 */
export function closeUnderIntersection(grants: readonly Grant[]): Grant[] {
  const spaces = new Map<string, ResolvedRequest>();
  for (const { request } of grants) spaces.set(requestKey(request), request);
  const open = [...spaces.values()];
  for (let space = open.pop(); space !== undefined; space = open.pop()) {
    for (const { request } of grants) {
      const both = intersect(space, request);
      if (both === undefined || spaces.has(requestKey(both))) continue;
      spaces.set(requestKey(both), both);
      open.push(both);
    }
  }
  return [...spaces.entries()]
    .sort(([a], [b]) => byText(a, b))
    .map(([, request]) => ({
      request,
      sources: grants.filter((grant) => includes(grant.request, request)).flatMap((grant) => grant.sources),
    }));
}

/** Text that is equal for equal requests. */
export function requestKey({ method, path, grpc }: ResolvedRequest): string {
  return JSON.stringify([
    path?.value ?? null,
    path?.type ?? null,
    grpc?.service ?? null,
    grpc?.method ?? null,
    method ?? null,
  ]);
}

/** Whether every request of `inner` is one of `outer`. */
export function includes(outer: ResolvedRequest, inner: ResolvedRequest): boolean {
  const both = intersect(outer, inner);
  return both !== undefined && requestKey(both) === requestKey(inner);
}

/** Requests that are in both; nothing when there are none. */
export function intersect(a: ResolvedRequest, b: ResolvedRequest): ResolvedRequest | undefined {
  if (a.method !== undefined && b.method !== undefined && a.method !== b.method) return undefined;
  const path = intersectPaths(a.path, b.path);
  const grpc = intersectGrpc(a.grpc, b.grpc);
  if (path === null || grpc === null) return undefined;
  const method = a.method ?? b.method;
  return { ...(method && { method }), ...(path && { path }), ...(grpc && { grpc }) };
}

type Path = ResolvedRequest["path"];
type Grpc = ResolvedRequest["grpc"];

/** The narrower of two paths; null when no path is in both. */
function intersectPaths(a: Path, b: Path): Path | null {
  if (a === undefined || b === undefined) return a ?? b;
  if (pathIncludes(a, b)) return b;
  return pathIncludes(b, a) ? a : null;
}

function pathIncludes(outer: NonNullable<Path>, inner: NonNullable<Path>): boolean {
  if (outer.type === "Exact") return inner.type === "Exact" && inner.value === outer.value;
  return inner.value === outer.value || inner.value.startsWith(`${outer.value}/`);
}

function intersectGrpc(a: Grpc, b: Grpc): Grpc | null {
  if (a === undefined || b === undefined) return a ?? b;
  if (a.service !== b.service) return null;
  if (a.method !== undefined && b.method !== undefined && a.method !== b.method) return null;
  return a.method === undefined ? b : a;
}
