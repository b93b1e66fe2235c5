import {
  Environment,
  ListenerProtocol,
  Protocol,
  type GatewayDefinition,
  type MeshDefinition,
} from "../../model/definition";

/** A small mesh: a web service that everyone in the namespace may call, and a cart that only it may. */
export function shop(changes: Partial<MeshDefinition> = {}): MeshDefinition {
  return {
    name: "demo",
    environment: Environment.Development,
    namespaces: { shop: { management: "created" } },
    services: {
      "shop/web": {
        ports: [{ port: 80, targetPort: 8080, protocol: Protocol.Http }],
        allow: [{ fromNamespaces: ["shop"] }],
      },
      "shop/cart": {
        ports: [{ port: 7070, protocol: Protocol.Grpc }],
        allow: [{ from: ["web"] }],
      },
    },
    ...changes,
  };
}

/** The same mesh, with a control plane that someone else runs. */
export function guestShop(changes: Partial<MeshDefinition> = {}): MeshDefinition {
  return shop({ controlPlane: { management: "existing" }, ...changes });
}

/** A gateway that leads to the web service. */
export const publicGateway: GatewayDefinition = {
  gatewayClass: "edge",
  serviceAccount: "shop/edge",
  listeners: [{ name: "http", port: 80, protocol: ListenerProtocol.Http }],
  routes: [{ name: "web", backends: [{ service: "web" }] }],
};
