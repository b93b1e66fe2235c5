import { readdirSync, readFileSync } from "node:fs";

/**
 * Processes of a session, by the id of the process that leads it. The engine puts each plugin into a process group of its
 * own, so that its group does not name them, but all of them stay in the session that it was started in. Empty where there
 * is no `/proc`, as on macOS.
 * @param {number} leader
 * @returns {number[]}
 */
export function sessionMembers(leader) {
  return processIds().filter((pid) => sessionOf(pid) === leader);
}

function processIds() {
  try {
    return readdirSync("/proc").map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}

function sessionOf(pid) {
  try {
    // The second field is the program's name in brackets and may hold anything, brackets too.
    const stat = readFileSync(`/proc/${String(pid)}/stat`, "utf8");
    const [, , , session] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return Number(session);
  } catch {
    return undefined;
  }
}
