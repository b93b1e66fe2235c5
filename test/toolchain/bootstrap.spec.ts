import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { processEnds } from "./process-ends";
import { removeTemporaryFolders, temporaryFolder } from "./temporary-folder";

const checkout = join(__dirname, "..", "..");
const lockFile = {
  packages: {
    "": {},
    "node_modules/dependency": { version: "1.0.0" },
    "node_modules/other-platform": { version: "1.0.0", optional: true },
  },
};

/** A checkout with the bootstrap, one command, and an npm that "installs" by linking this checkout's tsx. */
function makeCheckout(command: string): string {
  const root = temporaryFolder();
  mkdirSync(join(root, "tools", "say"), { recursive: true });
  for (const part of ["bootstrap", "bootstrap.mjs"])
    cpSync(join(checkout, "tools", part), join(root, "tools", part), { recursive: true });
  writeFileSync(join(root, "tools", "say", "main.ts"), command);
  writeFileSync(join(root, "package.json"), "{}");
  writeFileSync(join(root, "package-lock.json"), JSON.stringify(lockFile));
  writeFileSync(
    join(root, "npm-cli.js"),
    `const fs = require("node:fs");
     fs.appendFileSync("npm-calls.log", process.argv.slice(2).join(" ") + "\\n");
     setTimeout(() => {
       fs.mkdirSync("node_modules", { recursive: true });
       fs.rmSync("node_modules/tsx", { force: true });
       fs.symlinkSync(${JSON.stringify(join(checkout, "node_modules", "tsx"))}, "node_modules/tsx");
       const installed = { packages: { "node_modules/dependency": { version: "1.0.0" } } };
       fs.writeFileSync("node_modules/.package-lock.json", JSON.stringify(installed));
     }, 300);`,
  );
  return root;
}

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

function start(root: string, args: readonly string[]): ChildProcess {
  const env = { ...process.env, npm_execpath: join(root, "npm-cli.js") };
  return spawn(process.execPath, [join(root, "tools", "bootstrap.mjs"), ...args], {
    cwd: "/",
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
}

async function end(child: ChildProcess): Promise<Ended> {
  const output = { stdout: "", stderr: "" };
  child.stdout?.on("data", (chunk: Buffer) => (output.stdout += chunk.toString()));
  child.stderr?.on("data", (chunk: Buffer) => (output.stderr += chunk.toString()));
  const [code, signal] = (await once(child, "close")) as [number | null, NodeJS.Signals | null];
  return { code, signal, ...output };
}

async function firstLine(child: ChildProcess): Promise<string> {
  assert.ok(child.stdout);
  const [line] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
  return line;
}

function npmCalls(root: string): string[] {
  const log = join(root, "npm-calls.log");
  return existsSync(log) ? readFileSync(log, "utf8").trim().split("\n") : [];
}

const sayArguments = 'console.log(process.argv.slice(2).join(",")); process.exitCode = 7;';
const waitForSignal = `process.on("SIGTERM", () => process.exit(9));
setInterval(() => undefined, 1000);
console.log(process.pid);`;

describe("bootstrap", function () {
  this.timeout(15_000);
  after(removeTemporaryFolders);

  it("installs what is missing, passes arguments and exit code on, and installs nothing the second time", async () => {
    const root = makeCheckout(sayArguments);
    const first = await end(start(root, ["say", "a", "--b=c d"]));
    assert.deepEqual([first.code, first.stdout], [7, "a,--b=c d\n"], first.stderr);
    assert.match(first.stderr, /Installing the dependencies.*\nDependencies installed in /);
    assert.deepEqual(npmCalls(root), ["ci --ignore-scripts --no-audit --no-fund"]);
    const second = await end(start(root, ["say"]));
    assert.deepEqual([second.code, second.stderr], [7, ""]);
    assert.equal(npmCalls(root).length, 1);
  });

  it("installs again when the lock file names another version than the one installed", async () => {
    const root = makeCheckout(sayArguments);
    await end(start(root, ["say"]));
    const changed = { packages: { ...lockFile.packages, "node_modules/dependency": { version: "1.0.1" } } };
    writeFileSync(join(root, "package-lock.json"), JSON.stringify(changed));
    await end(start(root, ["say"]));
    assert.equal(npmCalls(root).length, 2);
  });

  it("installs once when two runs begin at the same time", async () => {
    const root = makeCheckout(sayArguments);
    const runs = await Promise.all([end(start(root, ["say"])), end(start(root, ["say"]))]);
    assert.deepEqual(
      runs.map((run) => run.code),
      [7, 7],
    );
    assert.equal(npmCalls(root).length, 1);
  });

  it("names the failure of npm and does not run the command", async () => {
    const root = makeCheckout(sayArguments);
    writeFileSync(join(root, "npm-cli.js"), "process.exit(4)");
    const { code, stdout, stderr } = await end(start(root, ["say"]));
    assert.deepEqual([code, stdout], [1, ""]);
    assert.match(stderr, /bootstrap: npm ci failed \(exit code 4\).*check the network/);
  });

  it("lists the commands when it is given none or a wrong one", async () => {
    const root = makeCheckout(sayArguments);
    assert.match((await end(start(root, []))).stderr, /no command given\. Usage: .*<say>/);
    const wrong = await end(start(root, ["sey"]));
    assert.deepEqual([wrong.code, npmCalls(root)], [1, []]);
    assert.match(wrong.stderr, /there is no command "sey"/);
  });

  it("passes a signal on and ends as the command ends", async () => {
    const child = start(makeCheckout(waitForSignal), ["say"]);
    await firstLine(child);
    child.kill("SIGTERM");
    assert.equal((await end(child)).code, 9);
  });

  it("ends by the same signal as a command that was killed", async () => {
    const child = start(makeCheckout(waitForSignal), ["say"]);
    process.kill(Number(await firstLine(child)), "SIGKILL");
    assert.equal((await end(child)).signal, "SIGKILL");
  });

  it("does not leave the command behind when it is killed with -9", async () => {
    const child = start(makeCheckout(waitForSignal), ["say"]);
    const command = Number(await firstLine(child));
    child.kill("SIGKILL");
    await processEnds(command);
  });

  it("takes over the lock of an install that was killed", async () => {
    const root = makeCheckout(sayArguments);
    mkdirSync(join(root, ".mesh"));
    const killed = spawn(process.execPath, ["-e", ""]);
    await once(killed, "exit");
    writeFileSync(join(root, ".mesh", "bootstrap.lock"), String(killed.pid));
    assert.equal((await end(start(root, ["say"]))).code, 7);
  });
});
