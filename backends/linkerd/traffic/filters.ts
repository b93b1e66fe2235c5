import type { HeaderChanges, PathModifier, ResolvedRedirect, ResolvedRouteActions } from "../../../model";

/**
 * What a rule does besides leading requests, as Gateway API writes it. Only filters that Linkerd's proxies carry out: one of
 * any other kind would take the whole route out of effect, and its status would not say so.
 */
export function filtersOf({
  redirect,
  requestHeaders,
  responseHeaders,
}: ResolvedRouteActions): Record<string, unknown>[] {
  return [
    ...(redirect ? [{ type: "RequestRedirect", requestRedirect: requestRedirect(redirect) }] : []),
    ...(requestHeaders
      ? [{ type: "RequestHeaderModifier", requestHeaderModifier: headerModifier(requestHeaders) }]
      : []),
    ...(responseHeaders
      ? [{ type: "ResponseHeaderModifier", responseHeaderModifier: headerModifier(responseHeaders) }]
      : []),
  ];
}

/** The status is always written: Gateway API's default is 302, that of Linkerd's proxy 301. */
function requestRedirect({ scheme, host, port, path, status }: ResolvedRedirect): Record<string, unknown> {
  return {
    ...(scheme && { scheme }),
    ...(host !== undefined && { hostname: host }),
    ...(port !== undefined && { port }),
    ...(path && { path: pathModifier(path) }),
    statusCode: status,
  };
}

function pathModifier({ type, value }: PathModifier): Record<string, unknown> {
  return type === "ReplaceFullPath" ? { type, replaceFullPath: value } : { type, replacePrefixMatch: value };
}

function headerModifier({ set, add, remove }: HeaderChanges): Record<string, unknown> {
  const entries = (list: NonNullable<HeaderChanges["set"]>): Record<string, unknown>[] =>
    list.map(({ name, value }) => ({ name, value }));
  return {
    ...(set && { set: entries(set) }),
    ...(add && { add: entries(add) }),
    ...(remove && { remove: [...remove] }),
  };
}
