import { ToolchainError } from "../toolchain";
import { parseQuickstart, usage, type Goal, type QuickstartRequest } from "./command-line";
import { QuickstartError } from "./quickstart-error";

/** Loaded when it is needed: talking to clusters takes libraries that rendering can do without. */
const goals: Readonly<Record<Goal, () => Promise<(request: QuickstartRequest) => Promise<void>>>> = {
  rendered: async () => (await import("./rendered.js")).quickstartRendered,
  cluster: async () => (await import("./cluster.js")).quickstartCluster,
  "local-cluster": async () => (await import("./local-cluster.js")).quickstartLocalCluster,
};

async function main(words: readonly string[]): Promise<void> {
  const request = parseQuickstart(words);
  if (request === undefined) {
    process.stdout.write(`${usage}\n`);
    return;
  }
  const run = await goals[request.goal]();
  await run(request);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  const known = error instanceof QuickstartError || error instanceof ToolchainError;
  const text =
    known || !(error instanceof Error)
      ? String(known ? error.message : error)
      : (error.stack ?? error.message);
  process.stderr.write(`\nquickstart: ${text}\n`);
  process.exitCode = 1;
});
