import assert from "node:assert/strict";
import { analyse, callGraph } from "../../../analysis";
import type { MeshDefinition } from "../../../model";
import { resolved } from "../../support/definition";
import { gatewayWith } from "../../support/gateways";

const routes = [{ name: "r", backends: [{ service: "cart" }] }];
const codes = (mesh: MeshDefinition): string[] =>
  analyse(resolved(mesh))
    .map(({ code }) => code)
    .filter((code) => code.startsWith("gateway-"));

function withPods(pods: object): MeshDefinition {
  const mesh = gatewayWith({ routes });
  const ports = [{ port: 443, targetPort: 10443, protocol: "tls" as const }];
  return { ...mesh, services: { ...mesh.services, "shop/edge": { ports, ...pods } } };
}

describe("findings about gateways", () => {
  it("say where nothing lets clients in to a gateway's own pods", () => {
    assert.deepEqual(codes(gatewayWith({ routes })), ["gateway-closed"]);
    assert.deepEqual(codes(withPods({ allow: [{ from: ["web"] }] })), ["gateway-closed"]);
    assert.deepEqual(codes(withPods({ allow: [{ fromAny: "anyone" }] })), []);
    assert.deepEqual(codes(gatewayWith({ routes }, { namespaces: { shop: { defaultAccess: "all" } } })), []);
  });

  it("ask the same of pods outside the definition", () => {
    const outside = { routes, serviceAccount: "edge-system/edge" };
    assert.deepEqual(codes(gatewayWith(outside)), ["gateway-closed"]);
    const controlPlane = { proxy: { defaultAccess: "all" } };
    assert.deepEqual(codes(gatewayWith(outside, { controlPlane })), []);
  });

  it("say where a gateway leads and is not let in", () => {
    const mesh = gatewayWith({ routes }, {}, { allow: [{ from: ["web"] }] });
    assert.deepEqual(codes(mesh).sort(), ["gateway-closed", "gateway-shut-out"]);
  });
});

describe("the call graph", () => {
  it("shows where gateways lead, and counts what they reach as entry points", () => {
    const graph = callGraph(resolved(gatewayWith({ routes })));
    assert.deepEqual(graph.gateways, [{ gateway: "shop/public", to: "shop/cart", ports: [80], shut: [] }]);
    assert.deepEqual(graph.entries, ["shop/cart"]);
  });

  it("counts nothing as an entry point that refuses the gateway", () => {
    const graph = callGraph(resolved(gatewayWith({ routes }, {}, { allow: [{ from: ["web"] }] })));
    assert.deepEqual(graph.entries, []);
    assert.deepEqual(graph.gateways[0]?.shut, [80]);
  });
});
