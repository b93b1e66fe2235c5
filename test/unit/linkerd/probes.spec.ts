import assert from "node:assert/strict";
import { decideInbound, inboundPolicy, injectPod, readCluster } from "../../../backends/linkerd/interpreter";
import { renderMesh } from "../../../backends";
import type { MeshDefinition } from "../../../model";
import { assertAccepted, assertOneProblem, cartPath, cartWith } from "../../support/definition";
import { clusterOf, podIn } from "../../property/agreement/workloads";

/** What the cart's proxy answers to a caller without identity. */
function outcomeOf(definition: MeshDefinition, path: string, method = "GET"): string {
  const { mesh, objects } = renderMesh(definition);
  const cluster = readCluster(clusterOf(mesh, objects));
  const cart = mesh.services.find(({ id }) => id === "shop/cart");
  const pod = cart && injectPod(cluster, podIn(mesh, cart));
  assert.ok(pod);
  const client = { identity: undefined, address: "10.0.0.1" };
  return decideInbound(inboundPolicy(cluster, pod, 8080), client, { method, path, headers: [], query: [] })
    .outcome;
}

const http2 = [{ port: 80, targetPort: 8080, protocol: "http2" }];
const health = "/grpc.health.v1.Health/Check";

describe("kubelet probes on Linkerd", () => {
  it("get through by themselves while no rule names requests", () => {
    const definition = cartWith({ allow: [{ from: ["web"] }], probes: [{ type: "http", path: "/healthz" }] });
    assert.equal(outcomeOf(definition, "/healthz"), "allowed");
    assert.equal(outcomeOf(definition, "/"), "denied");
  });

  it("of both types get through on one port, although the gRPC probe's route ends the automatic permission", () => {
    const definition = cartWith({ ports: http2, probes: [{ type: "http", path: "/" }, { type: "grpc" }] });
    assert.equal(outcomeOf(definition, "/"), "allowed");
    assert.equal(outcomeOf(definition, health, "POST"), "allowed");
    assert.equal(outcomeOf(definition, "/other"), "denied");
  });
});

describe("a probe that could not get through", () => {
  for (const protocol of ["tcp", "opaque", "tls"]) {
    it(`is refused on a ${protocol} port, where nobody can tell it from other traffic`, () => {
      const definition = cartWith({
        ports: [{ port: 80, targetPort: 8080, protocol }],
        probes: [{ type: "http", path: "/healthz" }],
      });
      assertOneProblem(definition, `${cartPath}.probes[0].type`, new RegExp(`speaks ${protocol}`));
    });
  }

  it("is refused on an HTTP/1.1 port when it speaks gRPC", () => {
    assertOneProblem(cartWith({ probes: [{ type: "grpc" }] }), `${cartPath}.probes[0].type`, /speaks http/);
    assertAccepted(cartWith({ ports: http2, probes: [{ type: "grpc" }] }));
  });

  it("is asked for on a candidate when rules of the stable service name requests", () => {
    const definition = cartWith({
      allow: [{ from: ["web"], requests: [{ path: { value: "/api" } }] }],
      probes: [{ type: "http", path: "/healthz" }],
      canary: { candidate: "cart-next", weight: 10 },
    });
    definition.services["shop/cart-next"] = { ports: [{ port: 80, targetPort: 8080, protocol: "http" }] };
    assertOneProblem(definition, 'services["shop/cart-next"].probes', /is missing/, /shop\/cart/);
    definition.services["shop/cart-next"].probes = [];
    assertAccepted(definition);
  });
});
