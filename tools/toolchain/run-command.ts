import { type ChildProcess, spawn } from "node:child_process";
import { watchdog } from "../supervision/watchdog";

export interface CommandOptions {
  readonly cwd?: string;
  readonly environment?: NodeJS.ProcessEnv;
  /** The command is ended after this time. Unit: milliseconds. */
  readonly timeLimit: number;
  /** The command is ended when {@link CommandOptions.sign} has not changed and nothing was printed for this time. Unit: milliseconds. */
  readonly stallLimit?: number;
  /** A figure that changes while the command gets on, such as the size of what it has downloaded. */
  readonly sign?: () => number;
  /** The command may run for minutes: it must end, with all it started, when this process is killed. Default: false. */
  readonly guarded?: boolean;
  /** Called for every line on standard output or standard error. */
  readonly onLine?: (line: string) => void;
}

export interface CommandResult {
  /** Exit code; undefined when the command was ended or could not be started. */
  readonly code: number | undefined;
  readonly stdout: string;
  /** The last lines of both streams, in the order they came. */
  readonly lastLines: readonly string[];
  /** Why the command did not end by itself, or could not be started. */
  readonly stopped?: string;
}

const keptLines = 12;
const shownCharacters = 300;
const keptOutput = 1_000_000;
/** Time a command is given to end after SIGTERM. Unit: milliseconds. */
const gracePeriod = 3_000;

/** Runs a command to its end, or ends it. Never rejects: a command that cannot be started is a result as well. */
export async function runCommand(
  file: string,
  args: readonly string[],
  options: CommandOptions,
): Promise<CommandResult> {
  const output = new OutputTail(options.onLine);
  const child = spawn(file, args, {
    cwd: options.cwd,
    env: options.environment ?? process.env,
    stdio: ["ignore", "pipe", "pipe"],
    // A group of its own, so that what an installer script started ends with it.
    detached: options.guarded === true,
    windowsHide: true,
  });
  const guarded = options.guarded === true ? child.pid : undefined;
  if (guarded !== undefined) watchdog.guard(guarded);
  const watch = new StallWatch(child, options, () => output.count);
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output.add(text, true);
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    output.add(text, false);
  });
  const { code, failure } = await ended(child);
  watch.stop();
  if (guarded !== undefined) watchdog.release(guarded);
  output.finish();
  const stopped = failure ?? watch.reason;
  return {
    code,
    stdout: output.stdout,
    lastLines: output.lines,
    ...(stopped === undefined ? {} : { stopped }),
  };
}

/** One line that says why a command failed, for a message of ours: what the network said before what was given up. */
export function failureOf(result: CommandResult): string {
  if (result.stopped !== undefined) return result.stopped;
  const lines = result.lastLines.map((line) => line.trim()).filter((line) => line !== "");
  const telling = [
    /\bdial\b|lookup|no such host|refused|unreachable|timed? ?out|certificate/i,
    /\berror\b|cannot|failed/i,
  ];
  const found = telling
    .map((pattern) => lines.findLast((line) => pattern.test(line)))
    .find((line) => line !== undefined);
  return shortened(found ?? lines.at(-1) ?? `exit code ${String(result.code)}`);
}

function shortened(line: string): string {
  return line.length <= shownCharacters ? line : `${line.slice(0, shownCharacters)} ...`;
}

async function ended(child: ChildProcess): Promise<{ code: number | undefined; failure?: string }> {
  return new Promise((resolve) => {
    child.once("error", (error) => {
      resolve({ code: undefined, failure: error.message });
    });
    child.once("close", (code) => {
      resolve({ code: code ?? undefined });
    });
  });
}

/** Signals the command; a guarded one leads a process group, which is signalled as a whole. */
function signalCommand(child: ChildProcess, guarded: boolean, signal: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    if (guarded && process.platform !== "win32") process.kill(-child.pid, signal);
    else child.kill(signal);
  } catch {
    // It has ended in the meantime.
  }
}

/** Ends a command that takes too long or makes no progress. */
class StallWatch {
  reason: string | undefined;
  private readonly timer: NodeJS.Timeout;
  private killTimer: NodeJS.Timeout | undefined;
  private readonly started = Date.now();
  private lastChange = Date.now();
  private lastSign = "";

  constructor(
    private readonly child: ChildProcess,
    private readonly options: CommandOptions,
    private readonly printed: () => number,
  ) {
    const shortest = Math.min(options.timeLimit, options.stallLimit ?? Infinity);
    this.timer = setInterval(
      () => {
        this.check();
      },
      Math.max(20, Math.min(1_000, shortest / 4)),
    );
  }

  stop(): void {
    clearInterval(this.timer);
    clearTimeout(this.killTimer);
  }

  private check(): void {
    const now = Date.now();
    const sign = `${this.options.sign?.() ?? 0} ${this.printed()}`;
    if (sign !== this.lastSign) {
      this.lastSign = sign;
      this.lastChange = now;
    }
    const { timeLimit, stallLimit } = this.options;
    if (now - this.started > timeLimit) this.end(`did not finish within ${seconds(timeLimit)}`);
    else if (stallLimit !== undefined && now - this.lastChange > stallLimit) {
      this.end(`made no progress for ${seconds(stallLimit)}`);
    }
  }

  private end(reason: string): void {
    if (this.reason !== undefined) return;
    this.reason = reason;
    const guarded = this.options.guarded === true;
    signalCommand(this.child, guarded, "SIGTERM");
    this.killTimer = setTimeout(() => {
      signalCommand(this.child, guarded, "SIGKILL");
    }, gracePeriod);
  }
}

function seconds(milliseconds: number): string {
  return `${Math.round(milliseconds / 100) / 10} s`;
}

class OutputTail {
  stdout = "";
  count = 0;
  readonly lines: string[] = [];
  private readonly pending = { stdout: "", stderr: "" };

  constructor(private readonly onLine: ((line: string) => void) | undefined) {}

  add(text: string, isStdout: boolean): void {
    this.count += text.length;
    if (isStdout && this.stdout.length < keptOutput) this.stdout += text;
    const stream = isStdout ? "stdout" : "stderr";
    const lines = (this.pending[stream] + text).split(/\r?\n/);
    this.pending[stream] = lines.pop() ?? "";
    lines.forEach((line) => {
      this.take(line);
    });
  }

  finish(): void {
    for (const rest of Object.values(this.pending)) if (rest !== "") this.take(rest);
  }

  private take(line: string): void {
    this.lines.push(line);
    if (this.lines.length > keptLines) this.lines.shift();
    this.onLine?.(line);
  }
}
