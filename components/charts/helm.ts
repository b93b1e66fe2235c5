import { spawnSync } from "node:child_process";

/** Names the Helm program where it is not the one on PATH. */
export const helmVariable = "PULUMI_SERVICE_MESH_HELM";

/** Unit: milliseconds. */
const timeLimit = 120_000;

/** Helm ended with an error, or could not be started. */
export class HelmError extends Error {
  constructor(
    /** False when it could not be started at all. */
    readonly started: boolean,
    message: string,
  ) {
    super(message);
    this.name = "HelmError";
  }
}

/**
 * Runs Helm and gives what it printed.
 * @throws HelmError with the end of what it said
 */
export function runHelm(args: readonly string[], input = ""): string {
  const program = process.env[helmVariable] ?? "helm";
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    input,
    encoding: "utf8",
    maxBuffer: 256 * 1024 * 1024,
    timeout: timeLimit,
  });
  if (error !== undefined) {
    const missing = (error as NodeJS.ErrnoException).code === "ENOENT";
    const reason = missing
      ? `Helm was not found (${program}). Install Helm 3, or name its program in ${helmVariable}`
      : `Helm could not be run (${program}): ${error.message}`;
    throw new HelmError(!missing, reason);
  }
  if (status !== 0) throw new HelmError(true, lastLine(stderr));
  return stdout;
}

function lastLine(text: string): string {
  const lines = text.split("\n").filter((line) => line.trim() !== "" && !/^(WARNING|Use --debug)/.test(line));
  return (lines.at(-1) ?? "it said nothing").replace(/^Error: /, "");
}
