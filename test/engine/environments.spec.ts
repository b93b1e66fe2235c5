import assert from "node:assert/strict";
import { Environment } from "../../model/definition";
import { ClusterAccess, type EngineResult } from "../../tools/engine";
import { renderedFiles } from "../../tools/quickstart/rendered-files";
import { environmentStack, fixtureSources, type EnvironmentStack } from "./environment-stack";
import { filesWithTraces, hasTrace, keyTraces } from "./key-traces";

function succeeded(result: EngineResult): EngineResult {
  assert.ok(result.succeeded, result.failure);
  return result;
}

for (const environment of Object.values(Environment)) {
  describe(`the stack "${environment}" rendered by the engine`, function () {
    this.timeout(240_000);
    let opened: EnvironmentStack;
    let created: EngineResult;

    before(async () => {
      opened = await environmentStack({ environment, cluster: ClusterAccess.None, skipCheckpoints: true });
      const { stack, manifests } = opened;
      await stack.open({
        ...fixtureSources,
        "service-mesh:mode": "rendered",
        "service-mesh:directory": manifests,
      });
      created = succeeded(await stack.up());
    });

    after(() => {
      opened.close();
    });

    it("writes a file for every Kubernetes object but the Secrets", () => {
      const objects = created.changes.filter(({ type }) => type.startsWith("kubernetes:"));
      assert.ok(objects.length > 90, `${String(objects.length)} objects`);
      assert.ok(objects.every(({ type }) => !type.endsWith(":Secret")));
      assert.equal(renderedFiles(opened.manifests).length, new Set(objects.map(({ urn }) => urn)).size);
    });

    it("changes nothing when it is run again", async () => {
      const again = succeeded(await opened.stack.up());
      assert.deepEqual(again.changeNames, []);
    });

    it("holds no private key in clear: neither state nor log nor files", async () => {
      const { stack, folder } = opened;
      const traces = keyTraces(await stack.output("secretManifests"));
      assert.ok(!hasTrace(await stack.exportText(), traces), "the exported state");
      assert.ok(!hasTrace(JSON.stringify([created.end, created.diagnostics]), traces), "what was said");
      assert.deepEqual(filesWithTraces(folder, traces), []);
    });

    if (environment === Environment.Development)
      it("prints no private key, also when it shows everything in detail", async () => {
        const { stack } = opened;
        const traces = keyTraces(await stack.output("secretManifests"));
        const text = await stack.printed(["preview", "--diff", "--show-sames", "--show-full-output"]);
        assert.match(text, /tls:index\/privateKey:PrivateKey/);
        assert.ok(!hasTrace(text, traces));
      });

    it("leaves nothing behind, and gives up protected roots only when told to", async () => {
      const { stack, manifests } = opened;
      if (environment !== Environment.Development) {
        const refused = await stack.destroy();
        assert.ok(!refused.succeeded);
        assert.match(refused.failure, /protected/);
        assert.doesNotMatch(refused.failure, /\n\s+at /);
        assert.deepEqual(refused.changeNames, [], "nothing is deleted when something must stay");
        await stack.unprotect();
      }
      succeeded(await stack.destroy());
      assert.deepEqual((await stack.export()).resources, []);
      // In production the CRDs outlive the stack, and with them every policy of their kinds.
      const kept = environment === Environment.Production ? 2 : 0;
      const files = renderedFiles(manifests);
      assert.equal(files.length, kept, files.join("\n"));
      assert.ok(files.every((file) => file.startsWith("0-crd/")));
    });
  });
}
