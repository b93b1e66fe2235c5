import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { generatedFiles, staleFiles } from "../../../tools/generate/files";

describe("generated files", () => {
  it("are current", () => {
    assert.deepEqual([...staleFiles(join(__dirname, "..", "..", "..")).keys()], []);
  });

  it("are stale when they are missing or were edited", () => {
    const folder = mkdtempSync(join(tmpdir(), "generated-"));
    try {
      const [first, second, ...more] = Object.keys(generatedFiles);
      assert.ok(first !== undefined && second !== undefined);
      mkdirSync(dirname(join(folder, first)), { recursive: true });
      writeFileSync(join(folder, first), `${generatedFiles[first]!()} `);
      assert.deepEqual([...staleFiles(folder).keys()], [first, second, ...more]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }).timeout(20_000);
});
