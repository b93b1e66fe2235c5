import { HttpMethod, type PathMatch } from "../../model";

/** Whether a match is for the root path and no other. */
export function isRoot(path: PathMatch | undefined): boolean {
  return path?.type === "Exact" && path.value === "/";
}

/**
 * Linkerd ranks a path by its length, so that `Exact /` ties with a route for everything, which has the length of `/` too. A
 * method breaks the tie: the root without a method is written as the root with each method but those that are taken.
 */
export function methodsOfRoot(taken: readonly HttpMethod[]): HttpMethod[] {
  return Object.values(HttpMethod).filter((method) => !taken.includes(method));
}
