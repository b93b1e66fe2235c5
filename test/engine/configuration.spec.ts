import assert from "node:assert/strict";
import { join } from "node:path";
import { ClusterAccess } from "../../tools/engine";
import { environmentStack, fixtureSources, type EnvironmentStack } from "./environment-stack";

describe("a wrong configuration", function () {
  this.timeout(120_000);
  let opened: EnvironmentStack;

  /** What the engine says about it; nothing of the program's insides is ever among it. */
  const refusal = async (configuration: Readonly<Record<string, string>>): Promise<string> => {
    await opened.stack.open(configuration);
    const result = await opened.stack.preview();
    assert.ok(!result.succeeded, "it was accepted");
    assert.doesNotMatch(result.failure, /\n\s+at |\.ts:\d+|unhandled/);
    return result.failure;
  };

  before(async () => {
    opened = await environmentStack({
      environment: "staging",
      cluster: ClusterAccess.None,
      skipCheckpoints: true,
    });
  });

  after(() => {
    opened.close();
  });

  it("is refused with every wrong key and value, its file and path, and a guess at what was meant", async () => {
    const text = await refusal({ "service-mesh:mod": "rendered", "service-mesh:mode": "renderd" });
    assert.match(text, /stacks\/Pulumi\.staging\.yaml has 2 problems/);
    assert.match(text, /service-mesh:mod: is unknown.*Did you mean "mode"\?/);
    assert.match(text, /service-mesh:mode: .*"renderd".*Did you mean "rendered"\?/);
  });

  it("is refused when a chart is not where it says, with the chart and the ways out", async () => {
    const text = await refusal({
      ...fixtureSources,
      "service-mesh:mode": "rendered",
      "service-mesh:directory": opened.manifests,
      "service-mesh:chartLocation": join(opened.folder, "nowhere"),
    });
    assert.match(text, /chart linkerd-crds .* cannot be had from .*nowhere: there is no such folder/);
    assert.match(text, /mirror .* or a folder/);
  });

  it("is refused when its kubeconfig is nowhere", async () => {
    const missing = join(opened.folder, "no-such-kubeconfig");
    const text = await refusal({
      ...fixtureSources,
      "service-mesh:mode": "cluster",
      "service-mesh:kubeconfig": missing,
    });
    assert.match(
      text,
      /target\.kubeconfig: is neither the path of a file that exists nor a kubeconfig \(got ".*no-such-kubeconfig"\)/,
    );
  });

  it("is refused when its cluster does not answer, with the address and no stack trace", async () => {
    const cluster = { name: "a", cluster: { server: "https://127.0.0.1:9" } };
    const context = { name: "a", context: { cluster: "a", user: "a" } };
    const text = await refusal({
      ...fixtureSources,
      "service-mesh:mode": "cluster",
      "service-mesh:kubeconfig": JSON.stringify({
        apiVersion: "v1",
        kind: "Config",
        clusters: [cluster],
        users: [{ name: "a", user: { token: "a-secret-token" } }],
        contexts: [context],
        "current-context": "a",
      }),
    });
    assert.match(text, /target: names a cluster that does not answer: .*127\.0\.0\.1:9/);
    assert.doesNotMatch(text, /a-secret-token/);
  });
});
