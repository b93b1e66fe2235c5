import { spawn } from "node:child_process";

export interface HelmOutcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The helm program: the one that the environment names, else the one on PATH. */
export function helmProgram(): string {
  const named = process.env["PULUMI_SERVICE_MESH_HELM"] ?? "";
  return named === "" ? "helm" : named;
}

/**
 * @param input Written to the program's standard input: the place for a password, which other users of the machine could
 * read from a command line.
 * @throws Error where there is no helm to run.
 */
export function runHelm(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  signal: AbortSignal,
  input = "",
): Promise<HelmOutcome> {
  const program = helmProgram();
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env: { ...process.env, ...environment }, signal });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
    child.once("error", (error: NodeJS.ErrnoException) => {
      reject(error.code === "ENOENT" ? missing(program) : error);
    });
    child.once("close", (code) => {
      resolve({ code: code ?? 1, stdout: textOf(stdout), stderr: textOf(stderr) });
    });
    child.stdin.on("error", () => undefined);
    child.stdin.end(input);
  });
}

function missing(program: string): Error {
  return new Error(
    `helm is needed to render charts, and "${program}" cannot be found. Install helm 3, or set PULUMI_SERVICE_MESH_HELM to its path.`,
  );
}

function textOf(chunks: readonly Buffer[]): string {
  return Buffer.concat(chunks).toString("utf8");
}
