// Runs beside a process that has started others, and outlives it for a moment: when its standard input ends, the owner is
// gone, however it went. Whatever it still had running is killed, newest first, and its temporary folders are removed.
// One command a line: "+<pid>" guard a process group and its session, "-<pid>" release it, "d<path>" and "k<path>" guard and keep a folder.
import { rmSync } from "node:fs";
import { createInterface } from "node:readline";
import { sessionMembers } from "./session-members.mjs";

const processes = new Set();
const folders = new Set();

// Ctrl-C reaches the whole terminal; this process ends only after its owner.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => undefined);

function kill(pid) {
  const members = sessionMembers(pid);
  for (const target of [process.platform === "win32" ? pid : -pid, ...members]) {
    try {
      process.kill(target, "SIGKILL");
    } catch {
      // It has ended.
    }
  }
}

function remove(folder) {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  } catch {
    // Nothing more can be done for a temporary folder.
  }
}

createInterface({ input: process.stdin })
  .on("line", (line) => {
    const rest = line.slice(1);
    if (line.startsWith("+")) processes.add(Number(rest));
    else if (line.startsWith("-")) processes.delete(Number(rest));
    else if (line.startsWith("d")) folders.add(rest);
    else if (line.startsWith("k")) folders.delete(rest);
  })
  .on("close", () => {
    [...processes].reverse().forEach(kill);
    folders.forEach(remove);
    process.exit(0);
  });
