import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { type LockHolder, readHolder, withFileLock } from "../../tools/toolchain/file-lock";
import { removeTemporaryFolders, temporaryFolder } from "./temporary-folder";

const checkout = join(__dirname, "..", "..");

function deadProcess(): number {
  return spawnSync(process.execPath, ["-e", ""]).pid;
}

function leaveLock(holder: Partial<LockHolder>): string {
  const file = join(temporaryFolder(), "part.lock");
  const complete: LockHolder = { pid: process.pid, host: hostname(), token: "left over", ...holder };
  writeFileSync(file, JSON.stringify(complete));
  return file;
}

describe("file lock", () => {
  after(removeTemporaryFolders);

  it("lets one action run after the other and tells the one that waits who holds it", async () => {
    const file = join(temporaryFolder(), "deep", "part.lock");
    const order: string[] = [];
    let waitedFor: LockHolder | undefined;
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    const first = withFileLock(file, async () => {
      order.push("first begins");
      await released;
      order.push("first ends");
    });
    const second = withFileLock(file, () => Promise.resolve(order.push("second")), {
      pollInterval: 5,
      onWait: (holder) => {
        waitedFor = holder;
        release();
      },
    });
    await Promise.all([first, second]);
    assert.deepEqual(order, ["first begins", "first ends", "second"]);
    assert.equal(waitedFor?.pid, process.pid);
    assert.equal(existsSync(file), false);
  });

  it("is given back when the action fails", async () => {
    const file = join(temporaryFolder(), "part.lock");
    await assert.rejects(
      withFileLock(file, () => Promise.reject(new Error("broken"))),
      /broken/,
    );
    assert.equal(existsSync(file), false);
  });

  it("is taken over from a process that is gone", async () => {
    const file = leaveLock({ pid: deadProcess() });
    assert.equal(await withFileLock(file, () => Promise.resolve(readHolder(file)?.pid)), process.pid);
  });

  it("is taken over from another machine only when nobody has touched it for long", async () => {
    const file = leaveLock({ pid: deadProcess(), host: "another machine" });
    let waited = false;
    const outcome = withFileLock(file, () => Promise.resolve(waited), {
      pollInterval: 5,
      staleAfter: 60_000,
      onWait: () => {
        waited = true;
        utimesSync(file, new Date(0), new Date(0));
      },
    });
    assert.equal(await outcome, true);
  });

  it("keeps processes apart", async () => {
    const folder = temporaryFolder();
    const counter = join(folder, "counter");
    writeFileSync(counter, "0");
    // Reading, waiting and writing loses counts unless only one process does it at a time.
    const program = `
      import { readFileSync, writeFileSync } from "node:fs";
      import { setTimeout as delay } from "node:timers/promises";
      import lock from "${join(checkout, "tools/toolchain/file-lock.ts")}";
      for (let i = 0; i < 10; i++) await lock.withFileLock("${join(folder, "lock")}", async () => {
        const count = Number(readFileSync("${counter}", "utf8"));
        await delay(2);
        writeFileSync("${counter}", String(count + 1));
      }, { pollInterval: 1 });`;
    const script = join(folder, "count.mts");
    writeFileSync(script, program);
    const runs = [1, 2, 3].map(
      async () =>
        new Promise((resolve) => {
          const child = spawn(process.execPath, ["--import", "tsx", script], {
            cwd: checkout,
            stdio: "inherit",
          });
          child.on("exit", resolve);
        }),
    );
    assert.deepEqual(await Promise.all(runs), [0, 0, 0]);
    assert.equal(readFileSync(counter, "utf8"), "30");
  }).timeout(20_000);
});
