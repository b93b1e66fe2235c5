import assert from "node:assert/strict";
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { cacheDirectory, ensureWritable, platformKey } from "../../tools/toolchain/cache-directory";
import { partOf } from "../../tools/toolchain/part-catalog";
import { PartStore, type StoredPart } from "../../tools/toolchain/part-store";
import { removeTemporaryFolders, temporaryFolder } from "./temporary-folder";

const etcd = partOf("etcd");

async function storeEtcd(store: PartStore, content: string, recipe = "recipe"): Promise<StoredPart> {
  return store.inStagingFolder(etcd, async (folder) => {
    writeFileSync(join(folder, "etcd"), content);
    return store.put(etcd, "built", folder, recipe, 1);
  });
}

describe("cache folder", () => {
  after(removeTemporaryFolders);

  it("is the project's own variable before XDG_CACHE_HOME before the home folder", () => {
    const all = { PULUMI_SERVICE_MESH_CACHE: "/own", XDG_CACHE_HOME: "/xdg", HOME: "/home/me" };
    assert.equal(cacheDirectory(all), "/own");
    assert.equal(
      cacheDirectory({ ...all, PULUMI_SERVICE_MESH_CACHE: "" }),
      join("/xdg", "pulumi-service-mesh"),
    );
    const platform = cacheDirectory({ HOME: "/home/me" });
    assert.ok(platform.startsWith(join("/home/me")) && platform.endsWith("pulumi-service-mesh"), platform);
  });

  it("that cannot be written is named together with the variable that moves it", () => {
    // Root may write anywhere, but not even root can make a folder below a file.
    const file = join(temporaryFolder(), "file");
    writeFileSync(file, "");
    const cache = join(file, "cache");
    assert.throws(
      () => {
        ensureWritable(cache);
      },
      (error: Error) => error.message.includes(cache) && error.message.includes("PULUMI_SERVICE_MESH_CACHE"),
    );
  });
});

describe("stored part", () => {
  after(removeTemporaryFolders);

  it("has a folder of its own for each version, platform and way", () => {
    const store = new PartStore("/cache");
    const built = store.folder(etcd, "built");
    assert.equal(built, join("/cache", "parts", "etcd", `v${etcd.version}-${platformKey()}`));
    assert.notEqual(store.folder(etcd, "download"), built);
    assert.notEqual(store.folder({ ...etcd, version: "9.9.9" }, "built"), built);
  });

  it("is found again as it was stored, also after a copy that changed its time only", async () => {
    const store = new PartStore(temporaryFolder());
    assert.deepEqual(await store.find(etcd, "built", "recipe"), { state: "absent" });
    const stored = await storeEtcd(store, "binary");
    assert.equal(readFileSync(stored.path, "utf8"), "binary");
    assert.deepEqual(await store.find(etcd, "built", "recipe"), { state: "ready", part: stored });
    utimesSync(stored.path, new Date(0), new Date(0));
    assert.equal((await store.find(etcd, "built", "recipe")).state, "ready");
  });

  const damages: [string, (path: string) => void, RegExp][] = [
    [
      "truncated",
      (path) => {
        writeFileSync(path, "bin");
      },
      /3 bytes instead of 6/,
    ],
    [
      "changed in place",
      (path) => {
        writeFileSync(path, "BINARY");
      },
      /content has changed/,
    ],
    [
      "deleted",
      (path) => {
        rmSync(path);
      },
      /the file is gone/,
    ],
    [
      "left without its record",
      (path) => {
        rmSync(join(dirname(path), "part.json"));
      },
      /record is missing/,
    ],
  ];
  for (const [damage, inflict, reason] of damages) {
    it(`is not used when it was ${damage}, and can be replaced`, async () => {
      const store = new PartStore(temporaryFolder());
      const stored = await storeEtcd(store, "binary");
      inflict(stored.path);
      const state = await store.find(etcd, "built", "recipe");
      assert.equal(state.state, "unusable");
      assert.match(state.reason, reason);
      await storeEtcd(store, "binary");
      assert.equal((await store.find(etcd, "built", "recipe")).state, "ready");
    });
  }

  it("is not used when it was made from other modules", async () => {
    const store = new PartStore(temporaryFolder());
    await storeEtcd(store, "binary", "old recipe");
    assert.equal((await store.find(etcd, "built", "recipe")).state, "unusable");
  });

  it("replaces the old one as a whole, and a program that still runs keeps its file", async () => {
    const store = new PartStore(temporaryFolder());
    const stored = await storeEtcd(store, "old");
    mkdirSync(join(dirname(stored.path), "left over"));
    const running = openSync(stored.path, "r");
    await storeEtcd(store, "new");
    assert.equal(readFileSync(running, "utf8"), "old");
    closeSync(running);
    assert.equal(readFileSync(stored.path, "utf8"), "new");
    assert.equal(existsSync(join(dirname(stored.path), "left over")), false);
  });
});
