// Entry point of every command that must work on a fresh clone: it needs nothing but Node itself, makes sure that the
// dependencies of package-lock.json are installed, and hands over to tools/<command>/main.ts.
import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureDependencies } from "./bootstrap/dependencies.mjs";

const minimumNode = [20, 19];
const checkout = fileURLToPath(new URL("..", import.meta.url));

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const [needMajor, needMinor] = minimumNode;
  if (major > needMajor || (major === needMajor && minor >= needMinor)) return;
  fail(
    `Node.js ${process.versions.node} is too old (${process.execPath}). This project needs ${needMajor}.${needMinor} or newer. ` +
      "Install a newer Node.js, or put one first on PATH, and run the command again.",
  );
}

function knownCommands() {
  return readdirSync(join(checkout, "tools"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(checkout, "tools", entry.name, "main.ts")))
    .map((entry) => entry.name)
    .sort();
}

function mainFileOf(command) {
  const commands = knownCommands();
  if (command === undefined || !commands.includes(command)) {
    const got = command === undefined ? "no command given" : `there is no command "${command}"`;
    fail(`bootstrap: ${got}. Usage: node tools/bootstrap.mjs <${commands.join(" | ")}> [arguments]`);
  }
  return join(checkout, "tools", command, "main.ts");
}

function run(mainFile, args) {
  const child = spawn(
    process.execPath,
    [
      "--import",
      "tsx",
      "--import",
      new URL("./bootstrap/end-with-parent.mjs", import.meta.url).href,
      mainFile,
      ...args,
    ],
    // The channel lets the command notice that this process is gone, even when it was killed.
    { stdio: ["inherit", "inherit", "inherit", "ipc"], cwd: checkout },
  );
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  // A terminal sends Ctrl-C to the command as well; sending it again would count as a second, impatient one.
  process.on("SIGINT", () => process.stdin.isTTY || child.kill("SIGINT"));
  child.on("error", (error) =>
    fail(`bootstrap: could not start Node.js (${process.execPath}): ${error.message}`),
  );
  child.on("exit", (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

checkNode();
const [command, ...args] = process.argv.slice(2);
const mainFile = mainFileOf(command);
try {
  await ensureDependencies(checkout);
} catch (error) {
  fail(`bootstrap: ${error.message}`);
}
run(mainFile, args);
