import assert from "node:assert/strict";
import { checkMesh } from "../../backends";
import { meshOf } from "../support/definition";

describe("a mesh that this release cannot render", () => {
  it("is refused, with those that it can", () => {
    const [problem, ...others] = checkMesh(meshOf({}, { backend: "istio" }));
    assert.deepEqual(others, []);
    assert.equal(problem?.path, "backend");
    assert.match(problem.message, /cannot be rendered by this release \(got "istio"\)/);
    assert.match(problem.rule, /It renders for linkerd/);
  });
});
