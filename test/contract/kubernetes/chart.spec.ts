import assert from "node:assert/strict";
import type { LocalCluster } from "../../../tools/cluster";
import { ContractStack } from "../harness";
import { reportProvider } from "../provider-in-use";
import { clusterFor } from "./cluster";
import { ClusterObjects } from "./cluster-objects";
import { plannedOps, plannedSteps } from "./contract-steps";
import { assertMatchesExpectation, stableState } from "./snapshot";

const namespace = "charted";

describe("kubernetes contract: charts", function () {
  this.timeout(300_000);
  let cluster: LocalCluster;
  let others: ClusterObjects;
  let stack: ContractStack;

  const configure = (values: Record<string, unknown> = {}): void => {
    stack.configure({ kubeconfig: cluster.kubeconfig, namespace, ...values });
  };

  before(async function () {
    cluster = await clusterFor(this);
    others = new ClusterObjects(cluster.kubeconfig);
    stack = await ContractStack.open("kubernetes/chart", ["provider-kubernetes", "helm"]);
    reportProvider(stack.toolchain);
  });
  after(async () => {
    (stack as ContractStack | undefined)?.close();
    await (cluster as LocalCluster | undefined)?.stop();
  });

  it("makes every object of the chart a resource, in an order that works", async () => {
    configure();
    assertMatchesExpectation("chart-first-preview", plannedSteps(await stack.preview()));
    await stack.up();
    assertMatchesExpectation("chart-created", stableState(await stack.resources()));
    assert.deepEqual((await stack.outputs())["names"], [
      "demo:charted-extra",
      "demo:chartwidgets.example.test",
      "demo:charted/demo-settings",
      "demo:charted/kept",
      "demo:charted/demo-secret",
      "demo:charted/app",
      "demo:charted-extra/in-extra",
      "charted/widget",
    ]);
  });

  it("finds nothing to do afterwards", async () => {
    assert.deepEqual(await plannedOps(stack), []);
  });

  it("shows the program's transforms the objects of the chart", async () => {
    const settings = await others.get("v1", "ConfigMap", namespace, "demo-settings");
    assert.equal(settings?.metadata.labels?.["transformed"], "yes");
    const data = settings["data"] as Record<string, string>;
    assert.deepEqual([data["greeting"], data["hasDeployments"]], ["hello", "true"]);
  });

  it("leaves out hooks, and keeps the chart's secret a secret", async () => {
    assert.equal(await others.get("batch/v1", "Job", namespace, "hook"), undefined);
    const text = await stack.exportedText();
    assert.ok(!text.includes("chart-secret-value"));
    assert.ok(!text.includes(Buffer.from("chart-secret-value").toString("base64")));
  });

  it("follows a changed value to the objects that it changes", async () => {
    configure({ greeting: "changed" });
    assertMatchesExpectation("chart-changed-preview", plannedSteps(await stack.preview()));
  });

  it("says which chart cannot be had, and why", async () => {
    configure({ chart: "./no-such-chart" });
    const text = await stack.failing("preview");
    assert.match(text, /no-such-chart/);
    assert.match(text, /not found|no such file/);
  });

  it("keeps what the chart wants kept", async () => {
    configure();
    await stack.must("destroy", "--yes", "--skip-preview");
    assert.equal((await stack.resources()).size, 0);
  });
});
