import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { watchdog } from "../supervision/watchdog";

export interface ProcessSpec {
  /** Shown in messages. */
  readonly name: string;
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Receives standard output and standard error. */
  readonly logFile: string;
}

const shownLines = 15;

/**
 * A server that was started by this process: out of reach of the terminal's Ctrl-C, so that it is stopped in the right
 * order, and killed by the watchdog when this process goes without stopping it.
 */
export class SupervisedProcess {
  readonly pid: number;
  /** Settles, with a description, when the process has ended. */
  readonly exited: Promise<string>;
  private ended: string | undefined;

  private constructor(
    readonly spec: ProcessSpec,
    private readonly child: ChildProcess,
    pid: number,
  ) {
    this.pid = pid;
    this.exited = new Promise((resolve) => {
      child.once("exit", (code, signal) => {
        watchdog.release(pid);
        this.ended = signal === null ? `exit code ${String(code)}` : `signal ${signal}`;
        resolve(this.ended);
      });
    });
  }

  /** @throws Error when the program cannot be started. */
  static async start(spec: ProcessSpec): Promise<SupervisedProcess> {
    const log = openSync(spec.logFile, "a", 0o600);
    try {
      const child = spawn(spec.file, spec.args, {
        cwd: spec.cwd,
        env: spec.environment,
        stdio: ["ignore", log, log],
        detached: true,
        windowsHide: true,
      });
      const pid = child.pid;
      if (pid === undefined) throw await startFailure(spec, child);
      watchdog.guard(pid);
      return new SupervisedProcess(spec, child, pid);
    } finally {
      closeSync(log);
    }
  }

  get isRunning(): boolean {
    return this.ended === undefined;
  }

  /** Asks the process to end, and kills it when it has not after `grace` milliseconds. */
  async stop(grace: number): Promise<void> {
    if (!this.isRunning) return;
    this.child.kill("SIGTERM");
    const timer = setTimeout(() => {
      this.child.kill("SIGKILL");
    }, grace);
    await this.exited;
    clearTimeout(timer);
  }

  /** Why it is not as it should be, with the last lines it has logged. */
  failure(what: string): Error {
    const ended = this.ended === undefined ? "" : ` (it ended: ${this.ended})`;
    const lines = lastLines(this.spec.logFile).map((line) => `  | ${line}`);
    return new Error([`${this.spec.name} ${what}${ended}. Its last log lines:`, ...lines].join("\n"));
  }
}

async function startFailure(spec: ProcessSpec, child: ChildProcess): Promise<Error> {
  const cause = await new Promise<Error>((resolve) => child.once("error", resolve));
  return new Error(`${spec.name} could not be started (${spec.file}): ${cause.message}`);
}

export function lastLines(file: string): string[] {
  try {
    const lines = readFileSync(file, "utf8").split("\n");
    return lines.filter((line) => line.trim() !== "").slice(-shownLines);
  } catch {
    return ["(no log)"];
  }
}
