import type { ResolvedMesh, ResolvedNamespace, ResolvedService } from "../../../model";
import type { ProxySettings } from "./annotations";

/** Ports that Linkerd's charts let go around the proxy in both directions, unless an annotation replaces the list. */
export const defaultBypassPorts: readonly string[] = ["4567", "4568"];

/** A service's namespace. */
export function namespaceOf(mesh: ResolvedMesh, service: ResolvedService): ResolvedNamespace | undefined {
  return mesh.namespaces.find(({ name }) => name === service.namespace);
}

/** What holds for a service's pods: their own settings before the namespace's, one by one as Linkerd reads annotations. */
export function effectiveSettings(
  namespace: ResolvedNamespace | undefined,
  { definition }: ResolvedService,
): ProxySettings {
  const [outer, inner] = [namespace?.proxy ?? {}, definition.proxy ?? {}];
  return {
    proxyResources: { ...namespace?.proxyResources, ...definition.proxyResources },
    proxy: {
      ...outer,
      ...inner,
      log: { ...outer.log, ...inner.log },
      bypass: { ...outer.bypass, ...inner.bypass },
    },
    linkerd: {
      ...namespace?.linkerd,
      ...definition.linkerd,
      ports: { ...namespace?.linkerd.ports, ...definition.linkerd?.ports },
    },
  };
}

/** Container ports of a service's pods that no policy reaches. */
export function bypassedInbound(settings: ProxySettings): readonly string[] {
  return settings.proxy?.bypass?.inboundPorts ?? defaultBypassPorts;
}

/** Ports that a service's pods call without an identity. */
export function bypassedOutbound(settings: ProxySettings): readonly string[] {
  return settings.proxy?.bypass?.outboundPorts ?? defaultBypassPorts;
}

/** Whether a service's proxies are native sidecars. */
export function hasNativeSidecars(mesh: ResolvedMesh, settings: ProxySettings): boolean {
  return settings.proxy?.nativeSidecar ?? mesh.controlPlane.nativeSidecars;
}
