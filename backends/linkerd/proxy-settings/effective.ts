import {
  EgressPolicy,
  type ResolvedMesh,
  type ResolvedNamespace,
  type ResolvedService,
} from "../../../model";
import type { ProxySettings } from "./annotations";

/** Ports that Linkerd's charts let go around the proxy in both directions, unless an annotation replaces the list. */
export const defaultBypassPorts: readonly string[] = ["4567", "4568"];

/** A service's namespace. */
export function namespaceOf(mesh: ResolvedMesh, service: ResolvedService): ResolvedNamespace | undefined {
  return mesh.namespaces.find(({ name }) => name === service.namespace);
}

/**
 * Settings of a namespace. Where only declared services may be called, the two ports that Linkerd lets go around every proxy would
 * be a way out, and so the list is emptied unless the definition says one.
 */
export function namespaceSettings(
  mesh: ResolvedMesh,
  { proxyResources, proxy, linkerd }: ResolvedNamespace,
): ProxySettings {
  const closed = mesh.egressPolicy === EgressPolicy.RegistryOnly && proxy.bypass?.outboundPorts === undefined;
  const bypass = { ...proxy.bypass, outboundPorts: [] };
  return { proxyResources, proxy: closed ? { ...proxy, bypass } : proxy, linkerd };
}

/** What holds for a service's pods: their own settings before the namespace's, one by one as Linkerd reads annotations. */
export function effectiveSettings(
  mesh: ResolvedMesh,
  namespace: ResolvedNamespace | undefined,
  { definition }: ResolvedService,
): ProxySettings {
  const home = namespace && namespaceSettings(mesh, namespace);
  const [outer, inner] = [home?.proxy ?? {}, definition.proxy ?? {}];
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
