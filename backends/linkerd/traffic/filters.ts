import type { HeaderChanges, ResolvedRouteActions } from "../../../model";
import { redirectFilter } from "../../gateway-api/redirect";

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
    ...(redirect ? [redirectFilter(redirect)] : []),
    ...(requestHeaders
      ? [{ type: "RequestHeaderModifier", requestHeaderModifier: headerModifier(requestHeaders) }]
      : []),
    ...(responseHeaders
      ? [{ type: "ResponseHeaderModifier", responseHeaderModifier: headerModifier(responseHeaders) }]
      : []),
  ];
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
