import assert from "node:assert/strict";
import { decide } from "../../../analysis";
import { renderMesh } from "../../../backends";
import type { MeshDefinition } from "../../../model";
import { resolved } from "../../support/definition";
import { gatewayWith } from "../../support/gateways";
import { objectsOf, specOf } from "../linkerd/rendered";

const routes = [{ name: "r", backends: [{ service: "cart" }], timeouts: { request: "1h" } }];

function acrossNamespaces(): MeshDefinition {
  const mesh = gatewayWith({
    listeners: [
      {
        name: "https",
        port: 443,
        protocol: "HTTPS",
        certificates: [{ name: "b", namespace: "pki" }, { name: "a", namespace: "pki" }, { name: "own" }],
      },
    ],
    routes: [
      { name: "r", hostnames: ["a.example"], backends: [{ service: "data/http" }] },
      { name: "s", hostnames: ["b.example"], backends: [{ service: "data/grpc" }] },
      { name: "t", hostnames: ["c.example"], backends: [{ service: "cart" }] },
    ],
  });
  const data = {
    "data/http": { ports: [{ port: 80, protocol: "http" as const }] },
    "data/grpc": { ports: [{ port: 80, protocol: "grpc" as const }] },
  };
  return {
    ...mesh,
    namespaces: { shop: {}, pki: {}, data: {} },
    services: { ...mesh.services, ...data },
  };
}

describe("objects of a gateway", () => {
  it("carry nothing of the mesh's, whose proxies do not read them", () => {
    const mesh = gatewayWith({ routes }, {}, { timeouts: { request: "5s" }, retries: { attempts: 2 } });
    const [route] = objectsOf(mesh, "HTTPRoute").filter(({ metadata }) => metadata.name.includes("gateway"));
    assert.equal(route?.metadata.annotations, undefined);
    assert.deepEqual(specOf(route)["parentRefs"], [
      { group: "gateway.networking.k8s.io", kind: "Gateway", name: "public", sectionName: "https" },
    ]);
  });

  it("come after what guards the services", () => {
    const groups = renderMesh(gatewayWith({ routes })).objects.map(({ group }) => group);
    assert.deepEqual(groups.indexOf("gateway"), groups.lastIndexOf("policy") + 1);
  });

  it("may refer to other namespaces one by one, each kind of them to what it needs", () => {
    const grants = objectsOf(acrossNamespaces(), "ReferenceGrant").map((grant) => {
      const { from, to } = specOf(grant) as {
        from: { kind: string }[];
        to: { kind: string; name: string }[];
      };
      const targets = to.map(({ kind, name }) => `${kind} ${name}`).join(", ");
      return `${grant.metadata.namespace ?? ""}: ${from.map(({ kind }) => kind).join()} -> ${targets}`;
    });
    assert.deepEqual(grants, [
      "data: GRPCRoute -> Service grpc",
      "data: HTTPRoute -> Service http",
      "pki: Gateway -> Secret a, Secret b",
    ]);
  });

  it("let no namespace but their own attach routes, unless it is named", () => {
    const allowed = (listener: object): unknown => {
      const listeners = [{ name: "http", port: 80, protocol: "HTTP", ...listener }];
      const [gateway] = objectsOf(gatewayWith({ listeners }), "Gateway");
      return (specOf(gateway)["listeners"] as { allowedRoutes: { namespaces: unknown } }[])[0]?.allowedRoutes
        .namespaces;
    };
    assert.deepEqual(allowed({}), { from: "Same" });
    const values = ["shop", "a", "b"];
    assert.deepEqual(allowed({ allowedNamespaces: ["b", "a"] }), {
      from: "Selector",
      selector: { matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "In", values }] },
    });
  });
});

describe("a rule that names a gateway", () => {
  it("lets in who has its service account", () => {
    const [authentication] = objectsOf(gatewayWith({}), "MeshTLSAuthentication").filter(({ metadata }) =>
      metadata.name.startsWith("cart."),
    );
    assert.deepEqual(specOf(authentication)["identityRefs"], [
      { kind: "ServiceAccount", name: "edge", namespace: "shop" },
    ]);
    const call = { from: { namespace: "shop", name: "edge" }, to: "shop/cart", port: 80 };
    assert.equal(decide(resolved(gatewayWith({})), call).access.allowed, true);
  });
});
