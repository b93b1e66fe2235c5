import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { NegativeCache, negativeLifetime } from "../../tools/toolchain/negative-cache";
import { removeTemporaryFolders, temporaryFolder } from "./temporary-folder";

describe("negative cache", () => {
  after(removeTemporaryFolders);

  it("remembers a failure for a day, for that source only", () => {
    const folder = temporaryFolder();
    let now = 1_000_000_000_000;
    const cache = new NegativeCache(folder, () => now);
    cache.remember("official-cli", "could not resolve host");
    now += negativeLifetime - 1;
    assert.deepEqual(new NegativeCache(folder, () => now).find("official-cli"), {
      at: 1_000_000_000_000,
      reason: "could not resolve host",
    });
    assert.equal(cache.find("official-plugins"), undefined);
    now += 1;
    assert.equal(cache.find("official-cli"), undefined);
  });

  it("forgets on success, and does not believe a time that lies ahead", () => {
    let now = 5_000;
    const cache = new NegativeCache(temporaryFolder(), () => now);
    cache.remember("official-cli", "timeout");
    now = 4_000;
    assert.equal(cache.find("official-cli"), undefined);
    now = 6_000;
    assert.notEqual(cache.find("official-cli"), undefined);
    cache.forget("official-cli");
    assert.equal(cache.find("official-cli"), undefined);
  });

  it("takes a damaged file for an absent one", () => {
    const folder = temporaryFolder();
    const cache = new NegativeCache(folder);
    cache.remember("official-cli", "timeout");
    writeFileSync(join(folder, "unreachable", "official-cli.json"), "{ half");
    assert.equal(cache.find("official-cli"), undefined);
  });
});
