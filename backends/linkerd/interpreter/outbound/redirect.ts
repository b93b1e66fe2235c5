import type { HttpMatch } from "../matching/http";
import type { ProxyRequest } from "../matching/request";
import type { RequestRedirect } from "../filters";

/** What a proxy answers itself. */
export interface Redirection {
  readonly status: number;
  readonly location: string;
}

/** A redirect that cannot be carried out: the proxy answers with 500. */
export class InvalidRedirect extends Error {}

const usualPorts: Readonly<Record<string, number>> = { http: 80, https: 443 };

/**
 * The answer to a request; nothing where the new address is the request's own, so that it goes on to the Service. A host without
 * a port keeps the request's port, and so does a scheme.
 */
export function redirect(
  filter: RequestRedirect,
  matches: readonly HttpMatch[],
  request: ProxyRequest,
): Redirection | undefined {
  const host = request.host ?? "";
  const scheme = filter.scheme ?? "http";
  const query = request.query.map(({ name, value }) => `${name}=${value}`).join("&");
  const suffix = query === "" ? "" : `?${query}`;
  const location = `${scheme}://${authorityOf(filter, scheme, host)}${pathOf(filter, matches, request.path, suffix)}`;
  if (location === `http://${host}${request.path}${suffix}`) return undefined;
  return { status: filter.statusCode ?? 301, location };
}

function authorityOf({ hostname, port }: RequestRedirect, scheme: string, host: string): string {
  const [name = "", given] = host.split(":");
  const requested = given === undefined ? undefined : Number(given);
  const unusual = (number: number | undefined): number | undefined =>
    number === usualPorts[scheme] ? undefined : number;
  if (hostname !== undefined && port !== undefined)
    return withoutUsual(`${hostname}:${String(port)}`, scheme);
  if (hostname !== undefined) {
    const kept = unusual(requested);
    return kept === undefined ? hostname : `${hostname}:${String(kept)}`;
  }
  if (port === undefined) return host;
  if (unusual(port) === undefined) return name;
  return `${name}:${String(port)}`;
}

/** An address with the usual port is the same as without. */
function withoutUsual(authority: string, scheme: string): string {
  return authority.replace(new RegExp(`:${String(usualPorts[scheme])}$`), "");
}

function pathOf(
  { path }: RequestRedirect,
  matches: readonly HttpMatch[],
  own: string,
  query: string,
): string {
  switch (path?.type) {
    case undefined:
      return `${own}${query}`;
    case "ReplaceFullPath":
      return path.replaceFullPath ?? "";
    case "ReplacePrefixMatch": {
      const prefix = matches[0]?.path;
      if (matches.length !== 1 || (prefix?.type ?? "PathPrefix") !== "PathPrefix")
        throw new InvalidRedirect();
      const value = prefix?.value ?? "/";
      const length = value === "/" ? 1 : value.replace(/\/+$/, "").length;
      const rest = own.slice(length);
      // The prefix is set before the rest as it is: one that ends in a slash leaves two of them.
      return `${path.replacePrefixMatch ?? ""}${rest === "" || rest.startsWith("/") ? "" : "/"}${rest}${query}`;
    }
    default:
      throw new RangeError(`not a way to change a path: ${String(path?.type)}`);
  }
}
