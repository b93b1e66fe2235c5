import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { withCheckoutLock } from "./checkout-lock.mjs";

/** Installs what package-lock.json names into node_modules, unless exactly that is there already. */
export async function ensureDependencies(checkout) {
  if (dependenciesAreCurrent(checkout)) return;
  mkdirSync(join(checkout, ".mesh"), { recursive: true });
  await withCheckoutLock(join(checkout, ".mesh", "bootstrap.lock"), async () => {
    // Another run may have installed them while this one waited.
    if (!dependenciesAreCurrent(checkout)) await install(checkout);
  });
}

/**
 * Compares contents instead of times: a checkout, a copy and `npm install` all leave times that mislead, and a needless
 * `npm ci` would pull node_modules from under a command that is running.
 */
export function dependenciesAreCurrent(checkout) {
  const installedFile = join(checkout, "node_modules", ".package-lock.json");
  if (!existsSync(installedFile)) return false;
  const wanted = packagesOf(join(checkout, "package-lock.json"));
  const installed = packagesOf(installedFile);
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === "") return true;
    const present = installed[path];
    // Optional packages for other platforms are never installed.
    if (present === undefined) return entry.optional === true || entry.devOptional === true;
    return present.version === entry.version && present.integrity === entry.integrity;
  });
}

function packagesOf(file) {
  return JSON.parse(readFileSync(file, "utf8")).packages ?? {};
}

function npmCommand() {
  const running = process.env.npm_execpath;
  // Under `npm run`, the npm that is running is the one the user chose.
  if (running !== undefined && /npm-cli\.c?js$/.test(running))
    return { file: process.execPath, args: [running] };
  return process.platform === "win32"
    ? { file: "npm.cmd", args: [], shell: true }
    : { file: "npm", args: [] };
}

async function install(checkout) {
  const started = Date.now();
  process.stderr.write("Installing the dependencies of package-lock.json (npm ci) ...\n");
  const npm = npmCommand();
  // Install scripts of the provider packages would each fetch a plugin; the toolchain does that itself, with time limits.
  const args = [...npm.args, "ci", "--ignore-scripts", "--no-audit", "--no-fund"];
  const heartbeat = setInterval(() => {
    process.stderr.write(`  still installing, ${Math.round((Date.now() - started) / 1000)} s\n`);
  }, 15_000);
  try {
    await runToEnd(npm.file, args, { cwd: checkout, shell: npm.shell ?? false });
  } finally {
    clearInterval(heartbeat);
  }
  process.stderr.write(`Dependencies installed in ${((Date.now() - started) / 1000).toFixed(1)} s.\n`);
}

function runToEnd(file, args, options) {
  return new Promise((resolve, reject) => {
    // npm reports on its own; standard output stays free for the command that follows.
    const child = spawn(file, args, { ...options, stdio: ["ignore", process.stderr, process.stderr] });
    child.on("error", (error) => {
      reject(
        new Error(
          `could not start npm (${error.message}). npm comes with Node.js; put it on PATH and run the command again.`,
        ),
      );
    });
    child.on("exit", (code, signal) => {
      if (code === 0) resolve();
      else
        reject(
          new Error(
            `npm ci failed (${signal ?? `exit code ${code}`}); its messages are above. ` +
              "When the package registry cannot be reached, check the network or npm's registry and proxy settings.",
          ),
        );
    });
  });
}
