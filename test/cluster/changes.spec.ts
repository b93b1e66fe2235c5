import assert from "node:assert/strict";
import type { MeshArgs } from "../../components";
import type { EngineResult } from "../../tools/engine";
import { giftNames, giftService, shopWithTimeout } from "../engine/changing-shop";
import { MeshStack } from "../engine/mesh-stack";
import { apiOf, crdCluster, type CrdCluster } from "./crd-cluster";

/** The route that carries the timeout. */
const route = {
  apiVersion: "gateway.networking.k8s.io/v1",
  kind: "GRPCRoute",
  metadata: { name: "cart.7070.out.default", namespace: "shop" },
};

describe("a change of the definition on a Kubernetes API server with the real CRDs", function () {
  this.timeout(600_000);
  let cluster: CrdCluster | undefined;
  let stack: MeshStack | undefined;
  let mesh: (timeout: string, more?: MeshArgs["services"]) => MeshArgs;

  const up = async (args: MeshArgs): Promise<EngineResult> => {
    assert.ok(stack, "the stack was opened");
    return stack.up(args);
  };

  before(async function () {
    cluster = await crdCluster(this);
    const { kubeconfig, charts, gatewayApi } = cluster;
    stack = await MeshStack.open({ kubeconfig });
    mesh = (timeout, more) => ({
      ...shopWithTimeout(timeout, more),
      controlPlane: { charts: { location: charts }, gatewayApi: { location: gatewayApi } },
      target: { kubeconfig },
    });
    await up(mesh("2s"));
  });

  after(async () => {
    stack?.close();
    await cluster?.stop();
  });

  it("of one timeout updates the one object that carries it", async () => {
    const { changeNames } = await up(mesh("3s"));
    assert.deepEqual(changeNames, ["update demo:shop/cart:GRPCRoute:shop/cart.7070.out.default"]);
    assert.ok(cluster);
    const live = await apiOf(cluster.kubeconfig).read(route);
    assert.equal(live.metadata?.annotations?.["timeout.linkerd.io/request"], "3s");
  });

  it("that adds a service creates its objects and touches no others", async () => {
    const { changes } = await up(mesh("3s", { "shop/gift": giftService }));
    assert.deepEqual([...new Set(changes.map(({ operation }) => operation))], ["create"]);
    assert.deepEqual([...new Set(changes.map(({ name }) => name))].sort(), giftNames);
  });

  it("that takes the service out deletes exactly these objects", async () => {
    const { changeNames } = await up(mesh("3s"));
    assert.deepEqual(
      changeNames,
      giftNames.map((name) => `delete ${name}`),
    );
  });

  it("leaves no private key in clear in the state or the configuration", () => {
    assert.deepEqual(stack?.filesWithKeys(), []);
  });
});
