import assert from "node:assert/strict";
import { TargetMode, type TargetArgs } from "../../components";
import { checkTarget } from "../../components/target";
import { MeshInputError } from "../../model";

function problems(target: TargetArgs, hasProvider = false): string[] {
  try {
    checkTarget(target, hasProvider);
    return [];
  } catch (error) {
    assert.ok(error instanceof MeshInputError);
    return error.problems.map(({ path, message, fix }) => `${path} ${message} ${fix}`);
  }
}

describe("the target of a mesh", () => {
  it("is the cluster that kubectl would take when nothing is said", () => {
    assert.equal(checkTarget(undefined, false), TargetMode.Cluster);
  });

  it("needs a folder to render to", () => {
    assert.match(problems({ mode: TargetMode.Rendered }).join(), /^target\.directory is missing/);
  });

  it("refuses a cluster while rendering, and a folder while not", () => {
    const rendered = problems({ mode: TargetMode.Rendered, directory: "out", kubeconfig: "k", context: "c" });
    assert.deepEqual(
      rendered.map((text) => text.split(" ")[0]),
      ["target.context", "target.kubeconfig"],
    );
    assert.match(problems({ directory: "out" }).join(), /^target\.directory has no effect/);
  });

  it("leaves the place to a provider that was passed in", () => {
    assert.deepEqual(problems({ mode: TargetMode.Rendered }, true), []);
    assert.match(problems({ context: "c" }, true).join(), /^target\.context has no effect/);
  });

  it("names unknown fields and modes with what was meant", () => {
    const found = problems({ mode: "render", directry: "out" } as unknown as TargetArgs);
    assert.equal(found.length, 2);
    assert.match(found.join("\n"), /Did you mean "directory"/);
    assert.match(found.join("\n"), /got "render"/);
  });

  it("refuses a kubeconfig that points nowhere, and repeats no more of it than a path", () => {
    assert.match(
      problems({ kubeconfig: "/no/such/file" }).join(),
      /^target\.kubeconfig is neither the path of a file that exists nor a kubeconfig \(got "\/no\/such\/file"\)/,
    );
    assert.doesNotMatch(problems({ kubeconfig: "users: [{token: hush}]" }).join(), /hush/);
  });

  it("refuses a file that holds no kubeconfig", () => {
    assert.match(
      problems({ kubeconfig: __filename }).join(),
      /^target\.kubeconfig names a file that holds no/,
    );
  });

  it("refuses a context that the kubeconfig does not have", () => {
    const kubeconfig = JSON.stringify({
      clusters: [],
      contexts: [{ name: "east" }],
      "current-context": "east",
    });
    assert.deepEqual(problems({ kubeconfig, context: "east" }), []);
    assert.match(problems({ kubeconfig, context: "aest" }).join(), /got "aest".*Did you mean "east"/);
  });

  it("needs a context where the kubeconfig has no current one", () => {
    const kubeconfig = JSON.stringify({ clusters: [], contexts: [{ name: "east" }] });
    assert.match(problems({ kubeconfig }).join(), /^target\.context is missing Name one of east/);
  });
});
