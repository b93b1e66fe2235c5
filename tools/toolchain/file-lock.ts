import { randomUUID } from "node:crypto";
import {
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

export interface LockHolder {
  readonly pid: number;
  readonly host: string;
  readonly token: string;
}

export interface LockOptions {
  /** Called once, when another live process holds the lock. */
  readonly onWait?: (holder: LockHolder) => void;
  /** Default: 250. Unit: milliseconds. */
  readonly pollInterval?: number;
  /** A lock that its holder has not touched for this long is left over. Default: 60 000. Unit: milliseconds. */
  readonly staleAfter?: number;
}

const heartbeatInterval = 5_000;

/** Runs `action` while holding the lock `file`; processes of this and other machines on the same folder take turns. */
export async function withFileLock<T>(
  file: string,
  action: () => Promise<T>,
  options: LockOptions = {},
): Promise<T> {
  const token = await acquire(file, options);
  const heartbeat = setInterval(() => {
    touch(file);
  }, heartbeatInterval);
  heartbeat.unref();
  try {
    return await action();
  } finally {
    clearInterval(heartbeat);
    // Never remove a lock that somebody else holds by now.
    if (readHolder(file)?.token === token) rmSync(file, { force: true });
  }
}

async function acquire(file: string, options: LockOptions): Promise<string> {
  mkdirSync(dirname(file), { recursive: true });
  const holder: LockHolder = { pid: process.pid, host: hostname(), token: randomUUID() };
  let told = false;
  while (!tryCreate(file, holder)) {
    const other = readHolder(file);
    if (isStale(file, other, options.staleAfter ?? 60_000)) {
      removeStale(file, other);
      continue;
    }
    if (!told && other !== undefined) {
      told = true;
      options.onWait?.(other);
    }
    await delay(options.pollInterval ?? 250);
  }
  return holder.token;
}

/** The lock appears with its content at once: a reader never sees one that is half written. */
function tryCreate(file: string, holder: LockHolder): boolean {
  const draft = `${file}.${holder.token}`;
  writeFileSync(draft, JSON.stringify(holder));
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

export function readHolder(file: string): LockHolder | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as LockHolder;
  } catch {
    return undefined;
  }
}

function isStale(file: string, holder: LockHolder | undefined, staleAfter: number): boolean {
  if (holder?.host === hostname() && !processIsAlive(holder.pid)) return true;
  try {
    return Date.now() - statSync(file).mtimeMs > staleAfter;
  } catch {
    // It is gone: the next attempt to create it decides.
    return false;
  }
}

/** Moves the file aside before it is deleted, so that a lock taken in between is noticed and put back. */
function removeStale(file: string, seen: LockHolder | undefined): void {
  const aside = `${file}.stale-${randomUUID()}`;
  try {
    renameSync(file, aside);
    if (readHolder(aside)?.token !== seen?.token) linkSync(aside, file);
  } catch {
    // Another waiter was faster.
  } finally {
    rmSync(aside, { force: true });
  }
}

function touch(file: string): void {
  try {
    utimesSync(file, new Date(), new Date());
  } catch {
    // Somebody cleaned the cache; the work goes on, and its result is put in place in one step.
  }
}

/** True while a process runs; one that has ended and only waits to be cleared away does not count. */
export function processIsAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives and belongs to another user.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  return !isZombie(pid);
}

function isZombie(pid: number): boolean {
  if (process.platform !== "linux") return false;
  try {
    // "<pid> (<name>) <state> ...", where the name may hold anything.
    return /\) Z [^)]*$/.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}
