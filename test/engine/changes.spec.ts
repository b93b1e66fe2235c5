import assert from "node:assert/strict";
import { join } from "node:path";
import { TargetMode, type MeshArgs } from "../../components";
import { ClusterAccess } from "../../tools/engine";
import { giftNames, giftService, shopWithTimeout } from "./changing-shop";
import { fixtureSources } from "./environment-stack";
import { MeshStack } from "./mesh-stack";

function mesh(directory: string, timeout: string, more?: MeshArgs["services"]): MeshArgs {
  return {
    ...shopWithTimeout(timeout, more),
    controlPlane: {
      charts: { location: fixtureSources["service-mesh:chartLocation"] },
      gatewayApi: { location: fixtureSources["service-mesh:gatewayApiLocation"] },
    },
    target: { mode: TargetMode.Rendered, directory },
  };
}

describe("a change of the definition", function () {
  this.timeout(240_000);
  let stack: MeshStack;
  let directory: string;

  before(async () => {
    stack = await MeshStack.open(ClusterAccess.None);
    directory = join(stack.folder, "manifests");
    await stack.up(mesh(directory, "2s"));
  });

  after(() => {
    stack.close();
  });

  it("of one timeout updates the one object that carries it", async () => {
    const { changeNames } = await stack.up(mesh(directory, "3s"));
    assert.deepEqual(changeNames, ["update demo:shop/cart:GRPCRoute:shop/cart.7070.out.default"]);
  });

  it("that adds a service creates its objects and touches no others", async () => {
    const { changes } = await stack.up(mesh(directory, "3s", { "shop/gift": giftService }));
    assert.deepEqual([...new Set(changes.map(({ operation }) => operation))], ["create"]);
    assert.deepEqual([...new Set(changes.map(({ name }) => name))].sort(), giftNames);
  });

  it("that takes the service out deletes exactly these objects", async () => {
    const { changeNames } = await stack.up(mesh(directory, "3s"));
    assert.deepEqual(
      changeNames,
      giftNames.map((name) => `delete ${name}`),
    );
  });
});
