import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";

/**
 * Makes sure that nothing this process started outlives it, even after `kill -9`: a second, tiny process holds a pipe to
 * this one and kills what is still guarded when the pipe closes.
 */
export class Watchdog {
  private helper: ChildProcess | undefined;

  /** Guards a process that was started with `detached: true`, together with everything in its process group. */
  guard(pid: number): void {
    this.send(`+${pid}`);
  }

  release(pid: number): void {
    this.send(`-${pid}`);
  }

  /** Guards a temporary folder: it is removed when this process is gone. */
  guardFolder(path: string): void {
    this.send(`d${path}`);
  }

  releaseFolder(path: string): void {
    this.send(`k${path}`);
  }

  private send(line: string): void {
    this.helper ??= startHelper();
    this.helper.stdin?.write(`${line}\n`);
  }
}

/** One for the whole process: it is started with the first thing to guard and ends with the process. */
export const watchdog = new Watchdog();

function startHelper(): ChildProcess {
  const helper = spawn(process.execPath, [join(__dirname, "watchdog-process.mjs")], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
    // A debugger or a loader that was set for the tests is of no use here.
    env: { ...process.env, NODE_OPTIONS: "" },
    windowsHide: true,
  });
  // The helper waits for this process, not the other way round.
  helper.unref();
  const input = helper.stdin as NodeJS.WritableStream & { unref?: () => void };
  input.unref?.();
  // If it is killed from outside, what it guarded still ends in the ordinary way.
  input.on("error", () => undefined);
  helper.on("error", () => undefined);
  return helper;
}
