import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { LocalCluster } from "../../../tools/cluster";
import { ContractStack } from "../harness";
import { reportProvider } from "../provider-in-use";
import { clusterFor } from "./cluster";
import { ClusterObjects, type ObjectManifest } from "./cluster-objects";
import { plannedOps } from "./contract-steps";

type Properties = Record<string, unknown>;

const namespace = "default";
const configMap = (name: string, data: Properties): ObjectManifest => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name, namespace },
  data,
});

function deployment(image: string, extra: Properties = {}): Properties {
  const labels = { app: "slow" };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "slow", namespace, annotations: { "pulumi.com/timeoutSeconds": "3" } },
    spec: {
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: "app", image }], ...extra } },
    },
  };
}

describe("kubernetes contract: failures", function () {
  this.timeout(300_000);
  let cluster: LocalCluster;
  let others: ClusterObjects;
  let stack: ContractStack;

  const configure = (
    objects: Record<string, { type: string; properties: Properties; options?: Properties }>,
    provider: Properties = {},
  ): void => {
    stack.configure({ providers: { plain: { kubeconfig: cluster.kubeconfig, ...provider } }, objects });
  };

  before(async function () {
    cluster = await clusterFor(this);
    others = new ClusterObjects(cluster.kubeconfig);
    stack = await ContractStack.open("kubernetes/objects", ["provider-kubernetes"]);
    reportProvider(stack.toolchain);
  });
  after(async () => {
    (stack as ContractStack | undefined)?.close();
    await (cluster as LocalCluster | undefined)?.stop();
  });

  it("does not adopt an object that is already there", async () => {
    await others.apply(configMap("theirs", { a: "1" }));
    configure({
      theirs: { type: "kubernetes:core/v1:ConfigMap", properties: configMap("theirs", { a: "2" }) },
    });
    assert.deepEqual(await plannedOps(stack), ["create theirs"]);
    const text = await stack.failing("up", "--yes", "--skip-preview");
    assert.match(text, /"theirs" already exists/);
    assert.match(text, /upsertExistingObjects/);
    assert.deepEqual((await others.get("v1", "ConfigMap", namespace, "theirs"))?.["data"], { a: "1" });
  });

  it("adopts it on request, and by force where another manager owns its fields", async () => {
    const properties = configMap("theirs", { a: "2" });
    const provider = { upsertExistingObjects: true };
    configure({ theirs: { type: "kubernetes:core/v1:ConfigMap", properties } }, provider);
    assert.match(await stack.failing("up", "--yes", "--skip-preview"), /conflict with "somebody-else"/);
    configure(
      { theirs: { type: "kubernetes:core/v1:ConfigMap", properties } },
      { ...provider, enablePatchForce: true },
    );
    await stack.up();
    assert.deepEqual((await others.get("v1", "ConfigMap", namespace, "theirs"))?.["data"], { a: "2" });
    assert.deepEqual(await plannedOps(stack), []);
  });

  it("imports an object, and then knows it as its own", async () => {
    await others.apply(configMap("found", { a: "1" }));
    const type = "kubernetes:core/v1:ConfigMap";
    const properties = configMap("found", { a: "1" });
    configure({ found: { type, properties, options: { import: `${namespace}/found` } } });
    assert.deepEqual(await plannedOps(stack), ["delete theirs", "import found"]);
    await stack.up();
    configure({ found: { type, properties } });
    assert.deepEqual(await plannedOps(stack), []);
    const found = (await stack.resources()).get("found");
    assert.equal(found?.id, `${namespace}/found`);
    assert.deepEqual(found.inputs["data"], { a: "1" });
  });

  it("notices drift in declared fields, and only there, when it refreshes, and takes them back by force alone", async () => {
    const drifted = {
      ...configMap("found", { a: "drifted" }),
      metadata: { name: "found", namespace, labels: { new: "1" } },
    };
    await others.apply(drifted);
    const found = { type: "kubernetes:core/v1:ConfigMap", properties: configMap("found", { a: "1" }) };
    configure({ found }, { enableConfigMapMutable: true });
    await stack.must("refresh", "--yes", "--skip-preview");
    const refused = await stack.failing("preview");
    assert.match(refused, /conflict with "somebody-else"/);
    assert.match(refused, /\.data\.a/);
    configure({ found }, { enableConfigMapMutable: true, enablePatchForce: true });
    const [step] = (await stack.preview()).filter(({ name }) => name === "found");
    assert.equal(step?.op, "update");
    assert.deepEqual(step.detailedDiff, { "data.a": { kind: "update", inputDiff: false } });
  });

  it("forgets what a refresh finds gone", async () => {
    await others.delete(configMap("found", {}));
    await stack.must("refresh", "--yes", "--skip-preview");
    assert.deepEqual(await plannedOps(stack), ["create found"]);
    await stack.must("destroy", "--yes", "--skip-preview");
  });

  it("records an object that does not become ready, and goes on from there", async () => {
    const type = "kubernetes:apps/v1:Deployment";
    configure({ slow: { type, properties: deployment("a", { nodeSelector: { "no-such": "node" } }) } });
    const text = await stack.failing("up", "--yes", "--skip-preview");
    assert.match(text, /failed to fully initialize or become live: 'slow' timed out waiting to be Ready/);
    assert.match(text, /Minimum number of live Pods was not attained/);
    const recorded = (await stack.resources()).get("slow");
    assert.equal(recorded?.id, `${namespace}/slow`);
    configure({ slow: { type, properties: deployment("a") } });
    await stack.up();
    assert.deepEqual(await plannedOps(stack), []);
  });

  it("says what the API server has against an update, and leaves the object as it is", async () => {
    const type = "kubernetes:apps/v1:Deployment";
    configure({ slow: { type, properties: deployment("a", { restartPolicy: "Sometimes" }) } });
    const text = await stack.failing("up", "--yes", "--skip-preview");
    assert.match(text, /Unsupported value: "Sometimes"/);
    await stack.must("destroy", "--yes", "--skip-preview");
  });

  it("previews a kind that is not there yet, and says so when it has to be created", async () => {
    const gadget = {
      apiVersion: "missing.test/v1",
      kind: "Gadget",
      metadata: { name: "a", namespace },
      spec: {},
    };
    configure({ gadget: { type: "kubernetes:missing.test/v1:Gadget", properties: gadget } });
    assert.deepEqual(await plannedOps(stack), ["create gadget"]);
    const text = await stack.failing("up", "--yes", "--skip-preview");
    assert.match(text, /the apiVersion for this resource does not exist/);
    assert.match(text, /no matches for kind "Gadget" in version "missing\.test\/v1"/);
  });

  it("previews without a cluster, and fails clearly where it needs one", async () => {
    const dead = join(cluster.kubeconfig, "..", "dead.kubeconfig");
    const live = readFileSync(cluster.kubeconfig, "utf8");
    writeFileSync(dead, live.replace(/"server": "[^"]*"/, '"server": "https://127.0.0.1:9"'));
    const objects = { a: { type: "kubernetes:core/v1:ConfigMap", properties: configMap("a", { a: "1" }) } };
    configure(objects, { kubeconfig: dead });
    assert.deepEqual(await plannedOps(stack), ["create a"]);
    const text = await stack.failing("up", "--yes", "--skip-preview");
    assert.match(text, /configured Kubernetes cluster is unreachable/);
    assert.match(text, /127\.0\.0\.1:9/);
    assert.doesNotMatch(text, /\n\s+at .*\.ts:\d+/);
  });
});
