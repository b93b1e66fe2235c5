import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { Mesh, withMesh } from "../../components";
import type { MeshDefinition } from "../../model/definition";
import { declare, valueOf } from "./mock-engine";
import { guestShop } from "./shop";

function meshWithJob(): MeshDefinition {
  const mesh = guestShop();
  mesh.services["shop/report"] = { workload: { kind: "Job" }, proxyResources: { memoryLimit: "64Mi" } };
  return mesh;
}

const containers = [{ name: "report", image: "registry.example.org/report" }];
const limit = { "config.linkerd.io/proxy-memory-limit": "64Mi" };

describe("withMesh", () => {
  it("adds what the mesh asks of the pods, and keeps everything else", () => {
    const template = {
      metadata: { labels: { app: "report" }, annotations: { team: "x" } },
      spec: { containers },
    };
    assert.deepEqual(withMesh(meshWithJob(), "shop/report", template), {
      metadata: { labels: { app: "report" }, annotations: { team: "x", ...limit } },
      spec: { containers },
    });
  });

  it("takes metadata that is known only later", async () => {
    const { result } = await declare(false, () =>
      withMesh(meshWithJob(), "shop/report", { metadata: pulumi.output({ annotations: { team: "x" } }) }),
    );
    const metadata = (await valueOf(pulumi.output(result.metadata))) as { annotations: object };
    assert.deepEqual(metadata.annotations, { team: "x", ...limit });
  });

  it("refuses a template that says something else of the same annotation", () => {
    const annotations = { "config.linkerd.io/proxy-memory-limit": "1Gi" };
    assert.throws(
      () => withMesh(meshWithJob(), "shop/report", { metadata: { annotations } }),
      /metadata\.annotations\["config\.linkerd\.io\/proxy-memory-limit"\]: says something else .*got "1Gi", the definition "64Mi"/,
    );
  });

  it("refuses a service that the mesh does not have", () => {
    assert.throws(() => withMesh(meshWithJob(), "shop/reprot", {}), /Did you mean "shop\/report"\?/);
  });
});

describe("Mesh", () => {
  it("tells other programs what the pods of its services need", async () => {
    const { result } = await declare(false, () => new Mesh("platform", meshWithJob()));
    assert.deepEqual(await valueOf(result.workloadAnnotations), { "shop/report": limit });
  });
});
