import assert from "node:assert/strict";
import type { LocalCluster } from "../../../tools/cluster";
import { ContractStack } from "../harness";
import { reportProvider } from "../provider-in-use";
import { clusterFor } from "./cluster";
import { ClusterObjects } from "./cluster-objects";
import { plannedOps, plannedSteps } from "./contract-steps";
import { assertMatchesExpectation, stableState } from "./snapshot";

type Objects = Record<string, { type: string; properties: Record<string, unknown> }>;

const namespace = "patched";

function patches(label: string, extra: Record<string, unknown> = {}): Objects {
  const labels = { "contract.test/patched": label };
  return {
    "namespace-patch": {
      type: "kubernetes:core/v1:NamespacePatch",
      properties: { apiVersion: "v1", kind: "Namespace", metadata: { name: namespace, labels, ...extra } },
    },
    "config-map-patch": {
      type: "kubernetes:core/v1:ConfigMapPatch",
      properties: {
        apiVersion: "v1",
        kind: "ConfigMap",
        metadata: { name: "target", namespace },
        data: { added: label },
      },
    },
    "service-patch": {
      type: "kubernetes:core/v1:ServicePatch",
      properties: {
        apiVersion: "v1",
        kind: "Service",
        metadata: { name: "target", namespace, annotations: { "contract.test/patched": label } },
      },
    },
  };
}

function conflicting(annotations: Record<string, string>): Objects {
  const metadata = { name: "target", namespace, annotations };
  const properties = { apiVersion: "v1", kind: "ConfigMap", metadata, data: { own: "taken" } };
  return { "conflict-patch": { type: "kubernetes:core/v1:ConfigMapPatch", properties } };
}

describe("kubernetes contract: patches", function () {
  this.timeout(300_000);
  let cluster: LocalCluster;
  let others: ClusterObjects;
  let stack: ContractStack;

  const configure = (objects: Objects): void => {
    stack.configure({ providers: { plain: { kubeconfig: cluster.kubeconfig } }, objects });
  };
  const target = (): Promise<Record<string, unknown> | undefined> =>
    others.get("v1", "ConfigMap", namespace, "target");

  before(async function () {
    cluster = await clusterFor(this);
    others = new ClusterObjects(cluster.kubeconfig);
    await others.apply({
      apiVersion: "v1",
      kind: "Namespace",
      metadata: { name: namespace, labels: { own: "1" } },
    });
    await others.apply({
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "target", namespace },
      data: { own: "1" },
    });
    const spec = { ports: [{ port: 80 }] };
    await others.apply({ apiVersion: "v1", kind: "Service", metadata: { name: "target", namespace }, spec });
    stack = await ContractStack.open("kubernetes/objects", ["provider-kubernetes"]);
    reportProvider(stack.toolchain);
  });
  after(async () => {
    (stack as ContractStack | undefined)?.close();
    await (cluster as LocalCluster | undefined)?.stop();
  });

  it("adds fields to objects of others", async () => {
    configure(patches("one"));
    assertMatchesExpectation("patches-first-preview", plannedSteps(await stack.preview()));
    await stack.up();
    assertMatchesExpectation("patches-created", stableState(await stack.resources()));
    assert.deepEqual((await target())?.["data"], { own: "1", added: "one" });
    assert.deepEqual(await plannedOps(stack), []);
  });

  it("changes its own fields in place", async () => {
    configure(patches("two", { annotations: { "contract.test/more": "yes" } }));
    assertMatchesExpectation("patches-changed-preview", plannedSteps(await stack.preview()));
    await stack.up();
    assertMatchesExpectation("patches-changed", stableState(await stack.resources()));
    assert.deepEqual((await target())?.["data"], { own: "1", added: "two" });
  });

  it("refuses to take fields that another manager owns, naming it and the way to force it", async () => {
    configure({ ...patches("two"), ...conflicting({}) });
    const text = await stack.failing("up", "--yes", "--skip-preview");
    assert.match(text, /conflict with "somebody-else"/);
    assert.match(text, /handle-field-conflicts-on-existing-resources/);
    assert.deepEqual((await target())?.["data"], { own: "1", added: "two" });
  });

  it("takes them by force", async () => {
    configure({ ...patches("two"), ...conflicting({ "pulumi.com/patchForce": "true" }) });
    await stack.up();
    assert.deepEqual((await target())?.["data"], { own: "taken", added: "two" });
  });

  it("creates a target that does not exist", async () => {
    const metadata = { name: "made", namespace };
    const properties = { apiVersion: "v1", kind: "ConfigMap", metadata, data: { a: "1" } };
    configure({ "made-patch": { type: "kubernetes:core/v1:ConfigMapPatch", properties } });
    await stack.up();
    const made = await others.get("v1", "ConfigMap", namespace, "made");
    assert.deepEqual(made?.["data"], { a: "1" });
  });

  it("gives up its own fields, and nothing else, when it is deleted", async () => {
    await stack.must("destroy", "--yes", "--skip-preview");
    // What was taken by force has no other owner any more.
    assert.equal((await target())?.["data"], undefined);
    const owner = await others.get("v1", "Namespace", undefined, namespace);
    assert.equal(owner?.metadata.labels?.["own"], "1");
    assert.equal(owner.metadata.labels["contract.test/patched"], undefined);
  });

  it("needs the name of its target", async () => {
    const properties = { apiVersion: "v1", kind: "ConfigMap", metadata: { namespace }, data: { a: "1" } };
    configure({ nameless: { type: "kubernetes:core/v1:ConfigMapPatch", properties } });
    assert.match(
      await stack.failing("preview"),
      /patch resources require the `\.metadata\.name` field to be set/,
    );
  });
});
