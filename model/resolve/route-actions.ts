import type {
  HeaderChanges,
  HeaderValue,
  MirrorAction,
  PathModifier,
  RedirectAction,
  RouteDefinition,
} from "../definition";
import { defaults } from "../defaults";
import { resolveReference, splitServiceId } from "../values/names";
import { byText } from "./order";
import type { ResolvedRedirect, ResolvedRouteActions } from "./resolved";

/** What a route does besides leading requests, on one port. */
export function resolveActions(
  route: RouteDefinition,
  namespace: string,
  port: number,
): ResolvedRouteActions {
  return {
    redirect: route.redirect && resolveRedirect(route.redirect),
    rewrite: route.rewrite,
    requestHeaders: route.requestHeaders && inOrder(route.requestHeaders),
    responseHeaders: route.responseHeaders && inOrder(route.responseHeaders),
    mirror: route.mirror && resolveMirror(route.mirror, namespace, port),
    faults: route.faults,
  };
}

/** The port is written out with the scheme, because meshes exist that keep the request's port under another scheme. */
export function resolveRedirect({ scheme, host, port, path, status }: RedirectAction): ResolvedRedirect {
  return {
    scheme,
    host,
    port: port ?? (scheme && defaults.redirectPorts[scheme]),
    path: path && withoutSlashAtEnd(path),
    status: status ?? defaults.redirectStatus,
  };
}

/** What follows a prefix begins with a slash: one at the end of its replacement says nothing. */
function withoutSlashAtEnd({ type, value }: PathModifier): PathModifier {
  return type === "ReplaceFullPath" ? { type, value } : { type, value: value.replace(/\/+$/, "") || "/" };
}

function resolveMirror(
  { service, port, percent }: MirrorAction,
  namespace: string,
  ownPort: number,
): NonNullable<ResolvedRouteActions["mirror"]> {
  const id = splitServiceId(resolveReference(service, namespace));
  return {
    namespace: id?.namespace ?? namespace,
    name: id?.name ?? service,
    port: port ?? ownPort,
    percent: percent ?? defaults.mirrorPercent,
  };
}

/** Each header is named once, so that the order of the changes says nothing. */
function inOrder({ set, add, remove }: HeaderChanges): HeaderChanges {
  const byName = (a: HeaderValue, b: HeaderValue): number => byText(a.name, b.name);
  return {
    ...(set && { set: [...set].sort(byName) }),
    ...(add && { add: [...add].sort(byName) }),
    ...(remove && { remove: [...remove].sort(byText) }),
  };
}
