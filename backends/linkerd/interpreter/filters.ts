/** Filters of rules that Linkerd carries out; a route with any other in a rule is not applied at all. */
const supported: readonly string[] = ["RequestHeaderModifier", "ResponseHeaderModifier", "RequestRedirect"];

export function hasOnlySupportedFilters(
  rules: readonly { readonly filters?: readonly { readonly type: string }[] }[],
): boolean {
  return rules.every(({ filters = [] }) => filters.every(({ type }) => supported.includes(type)));
}
