import { Environment, NamespaceManagement, Protocol, TargetMode, type MeshArgs } from "pulumi-service-mesh";

/** A mesh as a team may have it before the service of the example comes: two services and a way in. */
export const shop: MeshArgs = {
  name: "shop",
  environment: Environment.Development,
  // A mesh that someone else runs: the example is about services.
  controlPlane: { management: "existing" },
  namespaces: { shop: { management: NamespaceManagement.Created } },
  services: {
    "shop/web": {
      ports: [{ port: 80, targetPort: 8080, protocol: Protocol.Http }],
      allow: [{ fromAny: "anyone" }],
    },
    "shop/checkout": { ports: [{ port: 5050, protocol: Protocol.Grpc }], allow: [{ from: ["web"] }] },
  },
  target: { mode: TargetMode.Rendered, directory: "rendered" },
};
