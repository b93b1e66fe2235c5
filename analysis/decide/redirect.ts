import type { ResolvedRedirect, RouteMatch, UrlScheme } from "../../model";
import type { RequestContent } from "./request";

/** An answer that sends the caller elsewhere. */
export interface RedirectDecision {
  readonly status: number;
  /** Address that the caller is sent to. */
  readonly location: string;
}

/**
 * Where a redirect leads. Nothing where that is where the request already is: it is served then, because sending its caller in a
 * circle would serve nobody.
 */
export function decideRedirect(
  redirect: ResolvedRedirect,
  match: RouteMatch,
  content: RequestContent,
): RedirectDecision | undefined {
  const location = redirectTarget(redirect, match, content, "http");
  return location === `http://${content.host}${content.path}${queryOf(content)}`
    ? undefined
    : { status: redirect.status, location };
}

/** Address that a redirect names to a request that came by a scheme. */
export function redirectTarget(
  { scheme, host, port, path }: ResolvedRedirect,
  match: RouteMatch,
  content: RequestContent,
  own: UrlScheme,
): string {
  const [name = "", given] = content.host.split(":");
  const newScheme = scheme ?? own;
  const number = port ?? (given === undefined ? usualPorts[own] : Number(given));
  const usual = usualPorts[newScheme];
  const authority = number === usual ? (host ?? name) : `${host ?? name}:${String(number)}`;
  return `${newScheme}://${authority}${newPath(path, match, content)}`;
}

const usualPorts: Readonly<Record<UrlScheme, number>> = { http: 80, https: 443 };

function newPath(path: ResolvedRedirect["path"], match: RouteMatch, content: RequestContent): string {
  switch (path?.type) {
    case "ReplaceFullPath":
      return path.value;
    case "ReplacePrefixMatch": {
      const prefix = (match.path?.value ?? "/").replace(/\/+$/, "");
      // Below the root, the root itself has nothing that could be kept.
      const rest = prefix === "" && content.path === "/" ? "" : content.path.slice(prefix.length);
      return `${path.value.replace(/\/+$/, "")}${rest}${queryOf(content)}`;
    }
    case undefined:
      return `${content.path}${queryOf(content)}`;
  }
}

function queryOf({ query }: RequestContent): string {
  return query.length === 0 ? "" : `?${query.map(({ name, value }) => `${name}=${value}`).join("&")}`;
}
