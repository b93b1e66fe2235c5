import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { createProgress, formatEstimate, formatSeconds } from "../../tools/toolchain/progress";

class Screen {
  text = "";
  readonly columns = 60;
  constructor(readonly isTTY: boolean) {}
  write(text: string): void {
    this.text += text;
  }
}

describe("progress", () => {
  it("is plain lines where there is no terminal, with a sign of life during long work", async () => {
    const screen = new Screen(false);
    const progress = createProgress(screen, { heartbeat: 20 });
    progress.working("etcd", "building 3.6.8");
    progress.detail("etcd", "12 packages compiled");
    await delay(35);
    progress.note("etcd", "something to know");
    progress.done("etcd", "built");
    const lines = screen.text.split("\n");
    assert.equal(lines[0], "etcd: building 3.6.8 ...");
    assert.match(lines[1] ?? "", /^etcd: still working, 0\.\d s, 12 packages compiled$/);
    assert.deepEqual(lines.slice(-3), ["etcd: something to know", "etcd: built", ""]);
    assert.doesNotMatch(screen.text, /[\u001b\r]/);
    const length = screen.text.length;
    await delay(50);
    assert.equal(screen.text.length, length, "nothing is written after the work has ended");
  });

  it("redraws one line on a terminal, never longer than the terminal is wide", () => {
    const screen = new Screen(true);
    const progress = createProgress(screen);
    progress.working(
      "kube-apiserver",
      "building 1.36.3 from Go modules, and this text is far too long for it",
    );
    progress.done("kube-apiserver", "built");
    const [redrawn = "", rest] = screen.text.split("\r\u001b[2K");
    assert.match(redrawn, /^[-\\|/] kube-apiserver 0\.0 s: building/);
    assert.ok(redrawn.length < screen.columns && !redrawn.includes("\n"));
    assert.equal(rest, "kube-apiserver: built\n");
  });

  it("says minutes above a minute", () => {
    assert.deepEqual([8.25, 59.96, 200].map(formatSeconds), ["8.3 s", "1 min 0 s", "3 min 20 s"]);
    assert.deepEqual([30, 89, 90, 300].map(formatEstimate), ["30 s", "89 s", "2 min", "5 min"]);
  });
});
