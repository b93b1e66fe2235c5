import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LayerDisplay } from "../../../tools/test/display";
import type { LayerResult } from "../../../tools/test/layer-result";
import { countTests, runLayer, type RunOptions } from "../../../tools/test/run-layer";

const checkout = join(__dirname, "..", "..", "..");
const layer = { name: "sample", shows: "a sample", limitSeconds: 60, testTimeoutMs: 2_000 };

class SilentDisplay extends LayerDisplay {
  override line(): void {
    // What the sample's failures say is asserted here, not shown.
  }
}

describe("a layer of tests", function () {
  this.timeout(90_000);
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "layer-"));
  });

  after(() => {
    rmSync(folder, { recursive: true });
  });

  function options(spec: string, grep?: string): RunOptions {
    const display = new SilentDisplay("sample", false);
    const files = [join("test", "toolchain", "runner", "specs", `${spec}.ts`)];
    return { checkout, files, grep, display, logFile: join(folder, `${spec}.log`), graceMs: 500 };
  }

  function titles({ failures }: LayerResult): string[] {
    return failures.map(({ title }) => title);
  }

  it("counts what passes, fails and is skipped, with each reason", async () => {
    const result = await runLayer(layer, options("mixed"));
    assert.equal(result.passed, 1);
    assert.deepEqual(titles(result), ["mixed fails"]);
    assert.match(result.failures[0]?.text ?? "", /Expected values to be strictly equal/);
    assert.deepEqual(
      [...result.skipped],
      [
        ["there is no moon", 1],
        ["no reason given", 1],
        ["there is no sun", 2],
      ],
    );
  });

  it("keeps what its tests print", async () => {
    const chosen = options("mixed", "mixed passes");
    await runLayer(layer, chosen);
    assert.equal(readFileSync(chosen.logFile, "utf8").trim(), "printed by a test");
  });

  it("runs the tests that match a pattern alone", async () => {
    const result = await runLayer(layer, options("mixed", "mixed passes"));
    assert.deepEqual([result.passed, titles(result), result.skipped.size], [1, [], 0]);
  });

  it("is counted without running any test", async () => {
    assert.equal(await countTests(layer, options("mixed")), 6);
  });

  it("fails when a file does not load", async () => {
    const chosen = options("broken");
    assert.deepEqual(titles(await runLayer(layer, chosen)), ["layer sample"]);
    assert.match(readFileSync(chosen.logFile, "utf8"), /this file does not load/);
  });

  it("fails when a test leaves something open", async () => {
    const result = await runLayer(layer, options("lingering"));
    assert.equal(result.passed, 1);
    assert.match(result.failures[0]?.text ?? "", /left something open/);
  });

  it("fails when it takes longer than its limit, and names the test", async () => {
    const result = await runLayer({ ...layer, limitSeconds: 10 }, options("endless"));
    assert.match(result.failures[0]?.text ?? "", /limit of 10 s, in: endless blocks its process/);
  });
});
