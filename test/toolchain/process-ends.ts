import { setTimeout as delay } from "node:timers/promises";
import { processIsAlive } from "../../tools/toolchain/file-lock";

/** Waits until a process is gone; one whose parent died is cleared away by the system a moment after its end. */
export async function processEnds(pid: number, limit = 5_000): Promise<void> {
  const deadline = Date.now() + limit;
  while (processIsAlive(pid)) {
    if (Date.now() > deadline) throw new Error(`process ${pid} still runs after ${limit} ms`);
    await delay(20);
  }
}
