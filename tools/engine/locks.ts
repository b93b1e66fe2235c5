import { existsSync, readdirSync, readFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";

/** A run of the engine that holds a stack of a file backend. */
export interface EngineLock {
  readonly pid: number;
  readonly host: string;
  /** When it began, as the engine wrote it. */
  readonly since: string;
  /** Whether its process still lives; on another machine that cannot be told, and is taken for granted. */
  readonly alive: boolean;
}

/** The locks in a state folder. An engine that was killed leaves its own behind. */
export function locksIn(stateDirectory: string): EngineLock[] {
  const folder = join(stateDirectory, ".pulumi", "locks");
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".json"))
    .flatMap((file) => readLock(join(folder, file)) ?? []);
}

function readLock(file: string): EngineLock | undefined {
  try {
    const {
      pid,
      hostname: host,
      timestamp,
    } = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
    if (typeof pid !== "number") return undefined;
    const ownHost = host === hostname();
    return { pid, host: String(host), since: String(timestamp), alive: !ownHost || isAlive(pid) };
  } catch {
    // It was given up in this moment.
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another user is none of ours to signal, but it lives.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
