import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { sessionMembers } from "../supervision/session-members.mjs";
import { watchdog } from "../supervision/watchdog";

export interface EngineCommand {
  /** Arguments of `pulumi`. */
  readonly args: readonly string[];
  readonly cwd: string;
  /** The program is the first `pulumi` on its PATH. */
  readonly environment: NodeJS.ProcessEnv;
  /** Called for each line of standard output, which is then not kept. */
  readonly onLine?: (line: string) => void;
}

export interface EngineEnd {
  /** Exit code; nothing when a signal ended it. */
  readonly code: number | undefined;
  readonly signal: string | undefined;
  /** Standard output, unless it was taken line by line. */
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * One run of the engine, in a session of its own: the providers and the language host that it starts end with it, and
 * all of them end when this process goes.
 */
export class EngineProcess {
  /** Settles when the engine has ended and everything that it printed was read. */
  readonly ended: Promise<EngineEnd>;
  private readonly child: ChildProcess;

  /** @throws Error when the program cannot be started, by way of {@link ended}. */
  constructor({ args, cwd, environment, onLine }: EngineCommand) {
    const child = spawn("pulumi", args, {
      cwd,
      env: environment,
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
      windowsHide: true,
    });
    this.child = child;
    if (child.pid !== undefined) watchdog.guard(child.pid);
    const stdout = collectLines(child.stdout, onLine);
    const stderr = collectLines(child.stderr);
    const exit = new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
      child.once("error", reject);
      child.once("exit", (code, signal) => {
        // Whatever the engine left behind holds its output open, and would go on without it.
        this.endRest();
        if (child.pid !== undefined) watchdog.release(child.pid);
        resolve([code, signal]);
      });
    });
    this.ended = Promise.all([exit, stdout, stderr]).then(([[code, signal], out, error]) => ({
      code: code ?? undefined,
      signal: signal ?? undefined,
      stdout: out,
      stderr: error,
    }));
  }

  /** Process id of the engine itself. */
  get pid(): number | undefined {
    return this.child.pid;
  }

  /** Asks the engine to finish what it is doing to resources and to begin nothing more. A second time it ends at once. */
  interrupt(): void {
    this.child.kill("SIGINT");
  }

  private endRest(): void {
    const { pid } = this.child;
    if (pid === undefined || process.platform === "win32") return;
    for (const target of [-pid, ...sessionMembers(pid)]) {
      try {
        process.kill(target, "SIGKILL");
      } catch {
        // It has ended.
      }
    }
  }
}

/** Everything that is printed; nothing of it when somebody takes it line by line. */
async function collectLines(stream: Readable, onLine?: (line: string) => void): Promise<string> {
  const lines: string[] = [];
  const take = onLine ?? ((line: string) => lines.push(line));
  for await (const line of createInterface({ input: stream, crlfDelay: Infinity })) take(line);
  return lines.join("\n");
}
