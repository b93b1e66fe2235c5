import assert from "node:assert/strict";
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { failureOf, runCommand } from "../../tools/toolchain/run-command";
import { processEnds } from "./process-ends";
import { removeTemporaryFolders, temporaryFolder } from "./temporary-folder";

const limit = 10_000;

describe("command with limits", () => {
  after(removeTemporaryFolders);

  it("gives output, exit code and the last line as the reason of a failure", async () => {
    const lines: string[] = [];
    const result = await runCommand("/bin/sh", ["-c", "echo out; echo wrong >&2; exit 3"], {
      timeLimit: limit,
      onLine: (line) => lines.push(line),
    });
    assert.equal(result.code, 3);
    assert.equal(result.stdout, "out\n");
    assert.deepEqual(lines.sort(), ["out", "wrong"]);
    assert.ok(["out", "wrong"].includes(failureOf(result)), failureOf(result));
  });

  it("takes what the network said for the reason, not what came of it", async () => {
    const script = "echo 'dial tcp: no such host'; echo 'error: failed all 5 attempts'; echo; exit 1";
    const result = await runCommand("/bin/sh", ["-c", script], { timeLimit: limit });
    assert.equal(failureOf(result), "dial tcp: no such host");
  });

  it("reports a program that cannot be started", async () => {
    const result = await runCommand("/does/not/exist", [], { timeLimit: limit });
    assert.equal(result.code, undefined);
    assert.match(failureOf(result), /ENOENT/);
  });

  it("ends a command that hangs, together with what it has started", async () => {
    const pidFile = join(temporaryFolder(), "pid");
    const script = `sleep 60 & echo $! > '${pidFile}'; wait`;
    const options = { timeLimit: 60_000, stallLimit: 300, guarded: true };
    const result = await runCommand("/bin/sh", ["-c", script], options);
    assert.equal(failureOf(result), "made no progress for 0.3 s");
    await processEnds(Number(readFileSync(pidFile, "utf8")));
  });

  it("does not take silence for a hang while its sign of progress changes", async () => {
    const file = join(temporaryFolder(), "download");
    writeFileSync(file, "");
    const growing = setInterval(() => {
      appendFileSync(file, "x");
    }, 40);
    const result = await runCommand("/bin/sh", ["-c", "sleep 1"], {
      timeLimit: limit,
      stallLimit: 400,
      sign: () => readFileSync(file).length,
    });
    clearInterval(growing);
    assert.equal(result.code, 0);
  });
});
