/** An answer with another address, as a route has it. */
export interface RequestRedirect {
  readonly scheme?: string;
  readonly hostname?: string;
  readonly port?: number;
  readonly path?: {
    readonly type: string;
    readonly replaceFullPath?: string;
    readonly replacePrefixMatch?: string;
  };
  readonly statusCode?: number;
}

/** Changes to headers, as a route has them. */
export interface HeaderModifier {
  readonly set?: readonly { readonly name: string; readonly value: string }[];
  readonly add?: readonly { readonly name: string; readonly value: string }[];
  readonly remove?: readonly string[];
}

/** A filter of a rule. */
export interface RouteFilter {
  readonly type: string;
  readonly requestRedirect?: RequestRedirect;
  readonly requestHeaderModifier?: HeaderModifier;
  readonly responseHeaderModifier?: HeaderModifier;
}

/** Filters of rules that Linkerd carries out; a route with any other in a rule is not applied at all. */
const supported: readonly string[] = ["RequestHeaderModifier", "ResponseHeaderModifier", "RequestRedirect"];

/**
 * Calls cannot be redirected. A change to their responses reaches the proxies as a filter of no kind, by which they cannot read
 * any policy of the port.
 */
const supportedForGrpc = ["RequestHeaderModifier"];

export function hasOnlySupportedFilters(
  kind: "HTTPRoute" | "GRPCRoute",
  rules: readonly { readonly filters?: readonly RouteFilter[] }[],
): boolean {
  const known = kind === "GRPCRoute" ? supportedForGrpc : supported;
  return rules.every(({ filters = [] }) => filters.every(({ type }) => known.includes(type)));
}

/** Headers after the changes of a rule: added, then set, then removed, filter by filter. */
export function headersAfter(
  headers: readonly { readonly name: string; readonly value: string }[],
  filters: readonly RouteFilter[],
  direction: "requestHeaderModifier" | "responseHeaderModifier",
): { readonly name: string; readonly value: string }[] {
  return filters.reduce((before, filter) => modified(before, filter[direction] ?? {}), [...headers]);
}

function modified(
  headers: { readonly name: string; readonly value: string }[],
  { set = [], add = [], remove = [] }: HeaderModifier,
): { readonly name: string; readonly value: string }[] {
  const gone = [...set.map(({ name }) => name), ...remove].map((name) => name.toLowerCase());
  const kept = [...headers, ...add].filter(({ name }) => !gone.includes(name.toLowerCase()));
  const taken = remove.map((name) => name.toLowerCase());
  return [...kept, ...set.filter(({ name }) => !taken.includes(name.toLowerCase()))];
}
