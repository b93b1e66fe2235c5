import assert from "node:assert/strict";
import type { LocalCluster } from "../../../tools/cluster";
import { ContractStack } from "../harness";
import { reportProvider } from "../provider-in-use";
import { clusterFor } from "./cluster";
import { plannedOps, plannedSteps } from "./contract-steps";
import { objectCases, objectsOf } from "./object-cases";
import { assertMatchesExpectation, stableState } from "./snapshot";

/** What is never known in a preview looks like a change in each. */
const lateOnly = ["update config-map-late"];

describe("kubernetes contract: objects", function () {
  this.timeout(300_000);
  let cluster: LocalCluster;
  let stack: ContractStack;

  const configure = (side: "from" | "to"): void => {
    const { kubeconfig } = cluster;
    const providers = {
      plain: { kubeconfig },
      mutable: { kubeconfig, enableSecretMutable: true, enableConfigMapMutable: true },
    };
    stack.configure({ providers, objects: objectsOf(objectCases, side) });
  };

  before(async function () {
    cluster = await clusterFor(this);
    stack = await ContractStack.open("kubernetes/objects", ["provider-kubernetes"]);
    reportProvider(stack.toolchain);
  });
  after(async () => {
    (stack as ContractStack | undefined)?.close();
    await (cluster as LocalCluster | undefined)?.stop();
  });

  it("previews what an update then does", async () => {
    configure("from");
    assertMatchesExpectation("objects-first-preview", plannedSteps(await stack.preview()));
    await stack.up();
    assertMatchesExpectation("objects-created", stableState(await stack.resources()));
  });

  it("finds nothing to do afterwards", async () => {
    assert.deepEqual(await plannedOps(stack), lateOnly);
  });

  it("finds nothing to do after a refresh either", async () => {
    await stack.must("refresh", "--yes", "--skip-preview");
    assert.deepEqual(await plannedOps(stack), lateOnly);
  });

  it("replaces, updates and leaves alone as the change demands", async () => {
    configure("to");
    assertMatchesExpectation("objects-changed-preview", plannedSteps(await stack.preview()));
    await stack.up();
    assertMatchesExpectation("objects-changed", stableState(await stack.resources()));
    assert.deepEqual(await plannedOps(stack), lateOnly);
  });

  it("keeps secrets out of the state", async () => {
    const text = await stack.exportedText();
    for (const secret of ["s2", Buffer.from("2").toString("base64")]) {
      assert.ok(!text.includes(`"${secret}"`), `the exported state shows ${secret}`);
    }
  });

  it("destroys all that it created", async () => {
    await stack.must("destroy", "--yes", "--skip-preview");
    assert.equal((await stack.resources()).size, 0);
  });
});
