import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { SupervisedProcess } from "../../tools/cluster/supervised-process";
import { processIsAlive } from "../../tools/toolchain/file-lock";
import { processEnds } from "./process-ends";
import { removeTemporaryFolders, temporaryFolder } from "./temporary-folder";

const checkout = join(__dirname, "..", "..");

/** A server that ignores SIGTERM and has a child of its own, as stubborn as any. */
const stubbornServer = `
  const { spawn } = require("node:child_process");
  process.on("SIGTERM", () => console.log("no"));
  const child = spawn(process.execPath, ["-e", "setInterval(() => undefined, 1000)"]);
  console.log("grandchild " + child.pid);
  setInterval(() => undefined, 1000);`;

interface Runner {
  readonly process: ChildProcess;
  readonly child: number;
  readonly grandchild: number;
  readonly folder: string;
}

/** Starts a process that supervises the stubborn server and guards a folder. */
async function startRunner(): Promise<Runner> {
  const workspace = temporaryFolder();
  const folder = join(workspace, "data");
  const log = join(workspace, "server.log");
  const script = join(workspace, "runner.mts");
  writeFileSync(
    script,
    `import { mkdirSync } from "node:fs";
     import supervision from "${join(checkout, "tools/cluster/supervised-process.ts")}";
     import guard from "${join(checkout, "tools/supervision/watchdog.ts")}";
     mkdirSync("${folder}");
     guard.watchdog.guardFolder("${folder}");
     const server = await supervision.SupervisedProcess.start({
       name: "server", file: process.execPath, args: ["-e", ${JSON.stringify(stubbornServer)}],
       cwd: "${workspace}", environment: process.env, logFile: "${log}" });
     console.log(server.pid);`,
  );
  const runner = spawn(process.execPath, ["--import", "tsx", script], {
    cwd: checkout,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(createInterface({ input: runner.stdout }), "line")) as [string];
  return { process: runner, child: Number(line), grandchild: await grandchildIn(log), folder };
}

async function grandchildIn(log: string): Promise<number> {
  for (;;) {
    const found = /grandchild (\d+)/.exec(readFileSync(log, "utf8"));
    if (found !== null) return Number(found[1]);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe("supervised process", function () {
  this.timeout(15_000);
  after(removeTemporaryFolders);

  it("is gone with all it started, and so is the guarded folder, when its owner is killed with -9", async () => {
    const runner = await startRunner();
    assert.ok(processIsAlive(runner.child) && processIsAlive(runner.grandchild) && existsSync(runner.folder));
    runner.process.kill("SIGKILL");
    await processEnds(runner.child);
    await processEnds(runner.grandchild);
    while (existsSync(runner.folder)) await new Promise((resolve) => setTimeout(resolve, 20));
  });

  it("is left running by the Ctrl-C that ends its owner only until the owner is gone", async () => {
    const runner = await startRunner();
    runner.process.kill("SIGINT");
    await processEnds(runner.child);
    await processEnds(runner.grandchild);
  });

  it("is killed when it does not end by itself within the grace it is given", async () => {
    const server = await startServer(stubbornServer);
    await grandchildIn(server.spec.logFile);
    assert.equal(server.isRunning, true);
    await server.stop(200);
    assert.equal(await server.exited, "signal SIGKILL");
    assert.equal(server.isRunning, false);
  });

  it("shows its exit and its last log lines in the failure", async () => {
    const server = await startServer(
      'for (let i = 1; i < 40; i++) console.log("line " + i); process.exit(7)',
    );
    await server.exited;
    const message = server.failure("did not start").message;
    assert.match(message, /^server did not start \(it ended: exit code 7\)\. Its last log lines:\n/);
    assert.ok(message.endsWith("  | line 38\n  | line 39") && !message.includes("line 20\n"));
  });

  it("that cannot be started is reported with its path", async () => {
    await assert.rejects(
      startServer("", "/does/not/exist"),
      /server could not be started \(\/does\/not\/exist\): .*ENOENT/,
    );
  });
});

async function startServer(program: string, file = process.execPath): Promise<SupervisedProcess> {
  const cwd = temporaryFolder();
  const logFile = join(cwd, "log");
  return SupervisedProcess.start({
    name: "server",
    file,
    args: ["-e", program],
    cwd,
    environment: process.env,
    logFile,
  });
}
