import {
  ListenerProtocol,
  type FeatureId,
  type ResolvedGateway,
  type ResolvedListener,
  type ResolvedMesh,
} from "../../model";
import type { RenderedObject } from "../manifest";
import { gatewayApiVersion } from "./names";
import { gatewayObject } from "./object";

/** The Gateway itself, which the controller of its class makes true. */
export function renderGateway(mesh: ResolvedMesh, gateway: ResolvedGateway): RenderedObject {
  const { name, namespace, gatewayClass, listeners } = gateway;
  return gatewayObject(
    mesh,
    gateway,
    {
      apiVersion: gatewayApiVersion,
      kind: "Gateway",
      name,
      namespace,
      spec: {
        gatewayClassName: gatewayClass,
        listeners: listeners.map((listener) => listenerOf(gateway, listener)),
      },
    },
    ["gateways.class", "gateways.identity", ...listeners.flatMap(featuresOf)],
  );
}

function listenerOf(gateway: ResolvedGateway, listener: ResolvedListener): Record<string, unknown> {
  const { name, port, protocol, hostname } = listener;
  const tls = tlsOf(listener);
  return {
    name,
    port,
    protocol,
    ...(hostname !== undefined && { hostname }),
    ...(tls && { tls }),
    allowedRoutes: { namespaces: allowedNamespaces(gateway, listener) },
  };
}

function tlsOf({ protocol, certificates }: ResolvedListener): Record<string, unknown> | undefined {
  switch (protocol) {
    case ListenerProtocol.Http:
      return undefined;
    case ListenerProtocol.Tls:
      return { mode: "Passthrough" };
    case ListenerProtocol.Https:
      return {
        mode: "Terminate",
        certificateRefs: certificates.map(({ name, namespace }) => ({
          group: "",
          kind: "Secret",
          name,
          namespace,
        })),
      };
  }
}

/** Kubernetes itself writes the label, so that nobody can take a namespace's name by labelling another. */
function allowedNamespaces(
  { namespace }: ResolvedGateway,
  { allowedNamespaces: others }: ResolvedListener,
): Record<string, unknown> {
  if (others.length === 0) return { from: "Same" };
  const values = [namespace, ...others];
  const matchExpressions = [{ key: "kubernetes.io/metadata.name", operator: "In", values }];
  return { from: "Selector", selector: { matchExpressions } };
}

const featureOfProtocol = {
  HTTP: "gateways.http",
  HTTPS: "gateways.https",
  TLS: "gateways.tls",
} as const satisfies Record<ListenerProtocol, FeatureId>;

function featuresOf({ protocol, hostname, allowedNamespaces: others }: ResolvedListener): FeatureId[] {
  return [
    featureOfProtocol[protocol],
    ...(hostname === undefined ? [] : ["gateways.listeners.hostname" as const]),
    ...(others.length === 0 ? [] : ["gateways.allowedNamespaces" as const]),
  ];
}
