import assert from "node:assert/strict";
import { parseTestRequest, UsageError } from "../../../tools/test/command-line";
import { failedLayer, skippedLayer, type LayerResult } from "../../../tools/test/layer-result";
import { fastLayers, testLayers } from "../../../tools/test/layers";
import { closingLine, layerTable, skipList } from "../../../tools/test/summary";

const results: readonly LayerResult[] = [
  { layer: "unit", passed: 12, failures: [], skipped: new Map(), seconds: 1.25 },
  skippedLayer("engine", 7, "there is no Go"),
  failedLayer("golden", "has no specs"),
];

describe("the summary of a run", () => {
  it("closes with the sums over all layers, alone on a line", () => {
    assert.equal(closingLine(results), "12 passed, 1 failed, 7 skipped");
  });

  it("has a line for each layer", () => {
    assert.deepEqual(layerTable(results).split("\n"), [
      "layer   passed  failed  skipped   time",
      "unit        12       0        0  1.3 s",
      "engine       0       0        7  0.0 s",
      "golden       0       1        0  0.0 s",
    ]);
  });

  it("names every layer that could not run, and why", () => {
    assert.equal(skipList(results), "SKIPPED engine, 7 tests: there is no Go");
  });
});

describe("the command line of the tests", () => {
  it("means every layer when it names none", () => {
    assert.deepEqual(parseTestRequest([]), { layers: testLayers, grep: undefined });
  });

  it("means the layers that it names, fast to slow", () => {
    const { layers, grep } = parseTestRequest(["--layer", "golden", "--layer", "unit", "--grep", "timeout"]);
    assert.deepEqual(
      layers.map(({ name }) => name),
      ["unit", "golden"],
    );
    assert.equal(grep, "timeout");
  });

  it("refuses a layer that does not exist, and lists those that do", () => {
    assert.throws(
      () => parseTestRequest(["--layer", "wire"]),
      (error: unknown) => {
        assert.ok(error instanceof UsageError);
        assert.match(error.message, /There is no layer "wire"\.\nUsage:[^]*Layers: unit, golden/);
        return true;
      },
    );
  });

  it("refuses a word that it does not know", () => {
    assert.throws(() => parseTestRequest(["--bail"]), UsageError);
  });
});

describe("the layers", () => {
  it("have names of their own", () => {
    const names = testLayers.map(({ name }) => name);
    assert.deepEqual([...new Set(names)], names);
  });
});

describe("the layers of npm run check", () => {
  it("need no program but Node.js", () => {
    const fast = testLayers.filter(({ name }) => fastLayers.includes(name));
    assert.equal(fast.length, fastLayers.length);
    assert.deepEqual(
      fast.flatMap(({ parts = [] }) => parts),
      [],
    );
  });
});
