import type { EngineProcess } from "../engine";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Runs the engine; a request to end this process first lets the engine finish what it has begun. */
export async function interruptible<T>(
  run: (onStart: (engine: EngineProcess) => void) => Promise<T>,
): Promise<T> {
  let engine: EngineProcess | undefined;
  const ask = (): void => {
    process.stderr.write("Stopping: the engine finishes what it has begun. Once more ends it at once.\n");
    engine?.interrupt();
  };
  for (const signal of signals) process.on(signal, ask);
  try {
    return await run((started) => {
      engine = started;
    });
  } finally {
    for (const signal of signals) process.off(signal, ask);
  }
}
