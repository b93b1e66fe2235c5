import { spawn, type ChildProcess } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import type { LayerResult } from "./layer-result";
import type { TestLayer } from "./layers";
import { LayerTally } from "./layer-tally";
import type { LayerDisplay } from "./display";
import type { TestEvent } from "./test-event";

export interface RunOptions {
  readonly checkout: string;
  readonly files: readonly string[];
  readonly grep: string | undefined;
  readonly display: LayerDisplay;
  /** Takes what the tests and the programs they start print. */
  readonly logFile: string;
  /** How long the process may live on after its last test. Default: 10 000. Unit: milliseconds. */
  readonly graceMs?: number;
}

/** After the last test nothing may keep the process alive for longer; what does was left open by a test. */
const defaultGraceMs = 10_000;
const killMs = 5_000;

const running = new Set<ChildProcess>();

/** Ends whatever test process is running; its own clean-up gets a chance first. */
export function stopRunningLayers(): void {
  for (const child of running) stop(child);
}

function stop(child: ChildProcess): void {
  if (child.pid === undefined) return;
  // The group: a test may have started programs of its own.
  const group = -child.pid;
  signal(group, "SIGTERM");
  setTimeout(() => {
    signal(group, "SIGKILL");
  }, killMs).unref();
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended already.
  }
}

function startMocha(layer: TestLayer, options: RunOptions, extra: readonly string[]): ChildProcess {
  const mocha = join(options.checkout, "node_modules", "mocha", "bin", "mocha.js");
  const reporter = join(options.checkout, "tools", "test", "reporter.ts");
  const log = openSync(options.logFile, "w");
  const child = spawn(
    process.execPath,
    [
      ...["--import", "tsx", mocha, "--reporter", reporter, "--timeout", String(layer.testTimeoutMs)],
      ...["--no-config", "--no-package"],
      ...(options.grep === undefined ? [] : ["--grep", options.grep]),
      ...extra,
      ...options.files,
    ],
    { cwd: options.checkout, stdio: ["ignore", log, log, "ipc"], detached: true },
  );
  closeSync(log);
  running.add(child);
  return child;
}

/** Runs the specs of a layer in a process of its own, within the layer's time limit. */
export function runLayer(layer: TestLayer, options: RunOptions): Promise<LayerResult> {
  const tally = new LayerTally(layer.name);
  const { graceMs = defaultGraceMs } = options;
  const child = startMocha(layer, options, []);
  let grace: NodeJS.Timeout | undefined;
  const limit = setTimeout(() => {
    tally.failLayer(
      `took longer than its limit of ${String(layer.limitSeconds)} s, in: ${tally.current ?? "no test"}`,
    );
    stop(child);
  }, layer.limitSeconds * 1000);
  child.on("message", (event: TestEvent) => {
    tally.add(event);
    options.display.show(event, tally);
    if (event.kind !== "ended") return;
    grace = setTimeout(() => {
      tally.failLayer(
        `was still running ${String(graceMs / 1000)} s after its last test: a test left something open`,
      );
      stop(child);
    }, graceMs);
  });
  return ended(child).then((end) => {
    clearTimeout(limit);
    clearTimeout(grace);
    tally.close(end);
    return tally.result();
  });
}

/** Number of tests in a layer, found without running any. */
export async function countTests(layer: TestLayer, options: RunOptions): Promise<number> {
  const tally = new LayerTally(layer.name);
  const child = startMocha(layer, options, ["--dry-run"]);
  child.on("message", (event: TestEvent) => {
    tally.add(event);
  });
  await ended(child);
  return tally.tests;
}

/** How a process ended: its exit code or the signal that ended it, or why it never started. */
function ended(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    const finish = (end: string): void => {
      running.delete(child);
      resolve(end);
    };
    child.on("error", (error) => {
      finish(error.message);
    });
    child.on("close", (code, signalName) => {
      finish(signalName ?? String(code));
    });
  });
}
