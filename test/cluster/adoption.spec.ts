import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { KubernetesObject, KubernetesObjectApi } from "@kubernetes/client-node";
import { parseAllDocuments } from "yaml";
import type { EngineResult } from "../../tools/engine";
import { environmentStack, type EnvironmentStack } from "../engine/environment-stack";
import { apiOf, crdCluster, type CrdCluster } from "./crd-cluster";

/** Objects of others that a mesh meets: a namespace of its name, and the Gateway API. */
function foreignObjects(gatewayApi: string): KubernetesObject[] {
  const definitions = readdirSync(gatewayApi)
    .filter((file) => file.endsWith(".yaml"))
    .flatMap((file) => parseAllDocuments(readFileSync(join(gatewayApi, file), "utf8")))
    .map((document) => document.toJS() as KubernetesObject | null)
    .filter((object) => object?.kind === "CustomResourceDefinition") as KubernetesObject[];
  const namespace = {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: { name: "linkerd", labels: { team: "theirs" } },
  };
  return [namespace, ...definitions];
}

describe("a mesh on a cluster where others were first", function () {
  this.timeout(300_000);
  let cluster: CrdCluster | undefined;
  let opened: EnvironmentStack | undefined;
  let api: KubernetesObjectApi;
  let others: KubernetesObject[];
  let preview: EngineResult;

  const versions = (): Promise<(string | undefined)[]> =>
    Promise.all(
      others.map(async ({ apiVersion, kind, metadata }) => {
        const found = await api.read({ apiVersion, kind, metadata: { name: metadata?.name ?? "" } } as never);
        return JSON.stringify([
          found.metadata?.labels,
          found.metadata?.annotations,
          found.metadata?.generation,
        ]);
      }),
    );

  before(async function () {
    cluster = await crdCluster(this);
    api = apiOf(cluster.kubeconfig);
    others = foreignObjects(cluster.gatewayApi);
    for (const object of others) await api.create(object as never);
    opened = await environmentStack({
      environment: "development",
      cluster: { kubeconfig: cluster.kubeconfig },
      skipCheckpoints: true,
    });
    await opened.stack.open({
      "service-mesh:mode": "cluster",
      "service-mesh:chartLocation": cluster.charts,
      "service-mesh:gatewayApiLocation": cluster.gatewayApi,
    });
    preview = await opened.stack.preview();
  });

  after(async () => {
    opened?.close();
    await cluster?.stop();
  });

  it("is refused at preview, with everything that is there and what to do about it", () => {
    assert.equal(preview.succeeded, false);
    assert.match(preview.failure, /controlPlane\.namespace: is to be created, and is on the cluster already/);
    assert.match(preview.failure, /controlPlane\.gatewayApi\.management = "existing"/);
  });

  it("touches nothing of others when it is brought up all the same", async () => {
    const before = await versions();
    const up = await opened?.stack.up();
    assert.equal(up?.succeeded, false);
    assert.deepEqual(await versions(), before);
    const list = await api.list("v1", "Namespace");
    assert.ok(
      list.items.every(({ metadata }) => metadata?.labels?.["app.kubernetes.io/part-of"] === undefined),
    );
  });
});
