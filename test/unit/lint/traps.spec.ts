import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { traps } from "../../../backends/linkerd/traps";

const tests = join(__dirname, "..", "..");
const own = join(tests, "unit", "linkerd", "traps");

/** Titles of the tests that a file holds and runs: those that are skipped or marked count for nothing. */
function titlesIn(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest);
  const titles: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === "it") {
      const [title, body] = node.arguments;
      if (title && ts.isStringLiteralLike(title) && body) titles.push(title.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return titles;
}

function specsBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".spec.ts"))
    .map((name) => join(folder, name));
}

describe("the table of Linkerd's traps", () => {
  it("names a test for each that there is", () => {
    const titles = new Set(specsBelow(tests).flatMap(titlesIn));
    assert.deepEqual(
      traps.filter(({ test }) => !titles.has(test)).map(({ id, test }) => `${id}: ${test}`),
      [],
    );
  });

  it("has a row for each test of a trap", () => {
    const named = new Set(traps.map(({ test }) => test));
    assert.deepEqual(
      specsBelow(own)
        .flatMap(titlesIn)
        .filter((title) => !named.has(title)),
      [],
    );
  });

  it("names each trap, and each test, once", () => {
    for (const field of ["id", "test", "what"] as const) {
      const values = traps.map((trap) => trap[field]);
      assert.deepEqual(
        values.filter((value, index) => values.indexOf(value) !== index),
        [],
      );
    }
  });
});
