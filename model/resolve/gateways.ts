import type {
  GatewayBackend,
  GatewayDefinition,
  GatewayListener,
  GatewayRoute,
  MeshDefinition,
} from "../definition";
import { defaults } from "../defaults";
import { childPath, joinPath } from "../problem";
import { resolveReference, splitServiceId } from "../values/names";
import { entryKindOf, listenersMeant } from "../validate/entry";
import { parseServiceAccount } from "./access";
import { byText, sortedUnique } from "./order";
import type { ResolvedBackend } from "./resolved";
import {
  EntryKind,
  type ResolvedGateway,
  type ResolvedGatewayRoute,
  type ResolvedListener,
} from "./resolved-gateway";
import { resolveRedirect } from "./route-actions";
import { isEverything } from "./routes";

/** Gateways in the order of their ids. */
export function resolveGateways(definition: MeshDefinition): ResolvedGateway[] {
  return Object.entries(definition.gateways ?? {})
    .sort(([a], [b]) => byText(a, b))
    .map(([id, gateway]) => resolveGateway(definition, id, gateway));
}

function resolveGateway(definition: MeshDefinition, id: string, gateway: GatewayDefinition): ResolvedGateway {
  const parts = splitServiceId(id);
  if (!parts) throw new RangeError(`not a validated id of a gateway: ${id}`);
  const path = joinPath("gateways", id);
  const byName = (a: { readonly name: string }, b: { readonly name: string }): number =>
    byText(a.name, b.name);
  return {
    id,
    ...parts,
    path,
    gatewayClass: gateway.gatewayClass,
    serviceAccount: parseServiceAccount(gateway.serviceAccount),
    listeners: gateway.listeners.map((listener) => resolveListener(listener, parts.namespace)).sort(byName),
    routes: (gateway.routes ?? [])
      .map((route, index) => {
        const at = { namespace: parts.namespace, path: childPath(path, "routes", index) };
        return resolveRoute(definition, gateway, route, at);
      })
      .sort(byName),
  };
}

function resolveListener(listener: GatewayListener, home: string): ResolvedListener {
  const { name, port, protocol, hostname, certificates = [], allowedNamespaces = [] } = listener;
  return {
    name,
    port,
    protocol,
    hostname,
    certificates: certificates.map(({ name: secret, namespace = home }) => ({ name: secret, namespace })),
    allowedNamespaces: sortedUnique(
      allowedNamespaces.filter((namespace) => namespace !== home),
      (namespace) => namespace,
    ),
  };
}

function resolveRoute(
  definition: MeshDefinition,
  { listeners }: GatewayDefinition,
  route: GatewayRoute,
  { namespace, path }: { readonly namespace: string; readonly path: string },
): ResolvedGatewayRoute {
  const led = (route.backends ?? []).map((backend) => resolveBackend(definition, backend, namespace));
  const kind = led[0] ? led[0].kind : EntryKind.Http;
  const { request, backendRequest } = route.timeouts ?? {};
  return {
    name: route.name,
    path,
    kind,
    listeners: listenersMeant(listeners, route, kind)
      .map(({ name }) => name)
      .sort(byText),
    hostnames: sortedUnique(route.hostnames ?? [], (host) => host),
    matches: route.matches?.some(isEverything) ? [] : (route.matches ?? []),
    backends: led.map(({ backend }) => backend),
    redirect: route.redirect && resolveRedirect(route.redirect),
    timeouts: {
      ...(request !== undefined && { request }),
      ...(backendRequest !== undefined && { backendRequest }),
    },
  };
}

function resolveBackend(
  { services }: MeshDefinition,
  { service, port, weight = defaults.backendWeight }: GatewayBackend,
  home: string,
): { readonly backend: ResolvedBackend; readonly kind: EntryKind } {
  const id = resolveReference(service, home);
  const parts = splitServiceId(id);
  const ports = services[id]?.ports ?? [];
  const meant = ports.find((candidate) => port === undefined || candidate.port === port);
  if (!parts || !meant) throw new RangeError(`not a validated backend: ${service}`);
  return { backend: { ...parts, port: meant.port, weight }, kind: entryKindOf(meant.protocol) };
}
