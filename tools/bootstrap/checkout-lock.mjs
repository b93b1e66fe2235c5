import { readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";

const pollMilliseconds = 250;
const heartbeatMilliseconds = 5_000;
/** A lock whose holder has not touched it for this long is left over from a machine that went down. */
const staleAfterMilliseconds = 60_000;

/** Runs `action` while holding the lock file; waits for another run of this checkout to end first. */
export async function withCheckoutLock(file, action) {
  let told = false;
  while (!tryAcquire(file)) {
    if (isStale(file)) {
      rmSync(file, { force: true });
      continue;
    }
    if (!told)
      process.stderr.write("Waiting for another run that installs the dependencies of this checkout ...\n");
    told = true;
    await new Promise((resolve) => setTimeout(resolve, pollMilliseconds));
  }
  const heartbeat = setInterval(() => touch(file), heartbeatMilliseconds);
  try {
    return await action();
  } finally {
    clearInterval(heartbeat);
    rmSync(file, { force: true });
  }
}

function touch(file) {
  try {
    utimesSync(file, new Date(), new Date());
  } catch {
    // Somebody cleaned the folder; the work that the lock guards goes on.
  }
}

function tryAcquire(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

function isStale(file) {
  try {
    if (Date.now() - statSync(file).mtimeMs > staleAfterMilliseconds) return true;
    const pid = Number(readFileSync(file, "utf8"));
    // Just created and not yet written: its holder is alive.
    if (!Number.isInteger(pid) || pid <= 0) return false;
    process.kill(pid, 0);
    return false;
  } catch (error) {
    // The process is gone. When the file itself is gone, there is nothing left to remove.
    return error.code === "ESRCH";
  }
}
