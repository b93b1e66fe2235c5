import type { Deployment, PendingOperation, RecordedResource } from "./deployment";
import type { EngineResult } from "./engine-result";
import type { EngineStack } from "./engine-stack";
import { locksIn, type EngineLock } from "./locks";

/** Another run of the engine works on the stack. */
export class StackInUseError extends Error {
  constructor(readonly lock: EngineLock) {
    super(`process ${String(lock.pid)} on ${lock.host} works on it since ${lock.since}`);
    this.name = "StackInUseError";
  }
}

/** How a stack was found, and what was done about it. */
export interface Recovery {
  /** Whether the last run was killed. */
  readonly killed: boolean;
  /** What the stack had recorded, including what was under way when the run was killed. */
  readonly found: Deployment;
  /** The refresh that settled what was under way; nothing when nothing was. */
  readonly refresh: EngineResult | undefined;
}

/**
 * Puts a stack in order whose last run was killed: gives up its locks, and settles what was under way. A resource that was
 * being created is taken over when it exists, else forgotten, so that the next `up` creates it.
 * @param idOf Id of a resource that was being created, when it exists after all.
 * @throws StackInUseError when the last run still works
 */
export async function recover(
  stack: EngineStack,
  stateDirectory: string,
  idOf: (resource: RecordedResource) => Promise<string | undefined>,
): Promise<Recovery> {
  const locks = locksIn(stateDirectory);
  const live = locks.find(({ alive }) => alive);
  if (live !== undefined) throw new StackInUseError(live);
  if (locks.length > 0) await stack.cancel();
  const found = await stack.export();
  const { pendingOperations: pending } = found;
  const refresh =
    pending.length === 0 ? undefined : await stack.refresh({ args: await settling(pending, idOf) });
  return { killed: locks.length > 0 || pending.length > 0, found, refresh };
}

async function settling(
  pending: readonly PendingOperation[],
  idOf: (resource: RecordedResource) => Promise<string | undefined>,
): Promise<string[]> {
  const args = ["--clear-pending-creates"];
  for (const { type, resource } of pending) {
    const id = type === "creating" ? await idOf(resource) : undefined;
    if (id !== undefined) args.push("--import-pending-creates", resource.urn, "--import-pending-creates", id);
  }
  return args;
}
