import { createProgress, ToolchainError } from "../toolchain";
import { formatSeconds } from "../toolchain/progress";
import { startLocalCluster } from "./local-cluster";

const usage = "Usage: node tools/bootstrap.mjs cluster    run a local Kubernetes API until Ctrl-C";
const part = "cluster";

async function main(words: readonly string[]): Promise<void> {
  if (words.length > 0) throw new ToolchainError(usage);
  const started = Date.now();
  const progress = createProgress(process.stderr);
  let broke: (error: Error) => void = () => undefined;
  const failure = new Promise<Error>((resolve) => (broke = resolve));
  const signals = listenForSignals();
  const cluster = await startLocalCluster({
    onStep: (text) => {
      progress.working(part, text);
    },
    onFailure: broke,
  });
  progress.done(part, `ready at ${cluster.server} after ${formatSeconds((Date.now() - started) / 1000)}`);
  process.stdout.write(`export KUBECONFIG=${cluster.kubeconfig}\n`);
  process.stderr.write("Use that line in another terminal. Ctrl-C stops the cluster and removes its data.\n");
  const stopped = new Promise<undefined>((resolve) => {
    signals.onRequest = () => {
      resolve(undefined);
    };
  });
  const error = await Promise.race([failure, stopped]);
  progress.working(part, "stopping");
  await cluster.stop();
  progress.done(part, "stopped, its data is removed");
  if (error !== undefined) throw error;
}

interface Signals {
  /** Called at the first request to end. */
  onRequest: () => void;
}

function listenForSignals(): Signals {
  // While the cluster still starts there is nothing to stop in order: the watchdog removes what there is.
  const signals: Signals = { onRequest: () => process.exit(130) };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      signals.onRequest();
    });
  }
  return signals;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
