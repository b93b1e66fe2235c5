import * as pulumi from "@pulumi/pulumi";
import { Environment, Mesh, Protocol, type MeshDefinition } from "../../../index";

// What a user writes, run against mocks: the resources are printed in place of being created.
const declared: string[] = [];
void pulumi.runtime.setMocks({
  newResource: ({ type, name, inputs }) => {
    declared.push(`${type} ${name}`);
    return { id: `${name}-id`, state: inputs as Record<string, unknown> };
  },
  call: ({ inputs }) => inputs as Record<string, unknown>,
});

const definition: MeshDefinition = {
  name: "demo",
  environment: Environment.Development,
  controlPlane: { management: "existing" },
  namespaces: { shop: {} },
  services: {
    "shop/web": { ports: [{ port: 80, protocol: Protocol.Http }], allow: [{ fromNamespaces: ["shop"] }] },
    "shop/cart": { ports: [{ port: 7070, protocol: Protocol.Grpc }], allow: [{ from: ["web"] }] },
  },
};
const mesh = new Mesh("demo", definition);

pulumi.all([mesh.backend, mesh.namespaces, mesh.callGraph]).apply(([backend, namespaces, callGraph]) => {
  // Children register after their component's outputs are known.
  setTimeout(() => {
    console.log(JSON.stringify({ backend, namespaces, calls: callGraph.length, declared: declared.sort() }));
  }, 500);
});
