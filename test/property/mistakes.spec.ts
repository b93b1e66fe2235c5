import assert from "node:assert/strict";
import fc from "fast-check";
import { checkMesh, renderMesh } from "../../backends";
import { formatProblem, MeshInputError, type MeshDefinition, type Problem } from "../../model";
import { propertyRuns } from "./agreement/runs";
import { mutatedDefinition } from "./arbitraries/mutation";

/** What is thrown for an input; nothing when it renders. */
function refusalOf(input: unknown): unknown {
  try {
    renderMesh(input as MeshDefinition);
    return undefined;
  } catch (error) {
    return error;
  }
}

function isSaid({ message, rule, fix }: Problem): boolean {
  return [message, rule, fix].every((part) => part.trim() !== "" && !part.includes("[object Object]"));
}

/** Fails with the place where the program broke. */
function assertIsRefusal(thrown: unknown): void {
  if (thrown instanceof MeshInputError) return;
  assert.fail(thrown instanceof Error ? (thrown.stack ?? thrown.message) : `not refused: ${String(thrown)}`);
}

describe("every definition with mistakes", () => {
  it("renders or is refused with the problems that are found, and never crashes", () => {
    const property = fc.property(mutatedDefinition, (definition) => {
      const refusal = refusalOf(definition);
      const problems = checkMesh(definition);
      assert.equal(refusal === undefined, problems.length === 0);
      if (refusal !== undefined) assertIsRefusal(refusal);
    });
    fc.assert(property, propertyRuns());
  });

  it("is told for each problem what is wrong, the rule and what to do", () => {
    const property = fc.property(mutatedDefinition, (definition) => {
      const unsaid = checkMesh(definition).filter((problem) => !isSaid(problem));
      assert.deepEqual(unsaid.map(formatProblem), []);
    });
    fc.assert(property, propertyRuns());
  });
});

describe("every value at all", () => {
  it("is refused with a problem, and never crashes", () => {
    const property = fc.property(fc.anything(), (value) => {
      assertIsRefusal(refusalOf(value));
    });
    fc.assert(property, propertyRuns());
  });
});
