import {
  type Deployment,
  type EngineResult,
  type EngineStack,
  type RecordedResource,
  recover,
  type RunOptions,
  StackInUseError,
} from "../engine";
import { formatSeconds } from "../toolchain/progress";
import { EngineDisplay } from "./engine-display";
import { QuickstartError } from "./quickstart-error";
import { interruptible } from "./interruption";

export interface RollOut {
  readonly result: EngineResult;
  /** Unit: seconds. */
  readonly seconds: number;
}

/**
 * Puts the stack in order when its last run was killed, and says what was found.
 * @returns what the stack had recorded
 * @throws QuickstartError when another run works on the stack, or it cannot be put in order
 */
export async function settle(
  stack: EngineStack,
  stateDirectory: string,
  idOf: (resource: RecordedResource) => Promise<string | undefined>,
): Promise<Deployment> {
  const { killed, found, refresh } = await recover(stack, stateDirectory, idOf).catch((error: unknown) => {
    if (!(error instanceof StackInUseError)) throw error;
    throw new QuickstartError(
      `Another run is under way: ${error.message}. Wait for it, or end it, and run this again.`,
    );
  });
  if (!killed) return found;
  const count = found.pendingOperations.length;
  say(
    count === 0
      ? "The last run was killed. Nothing was under way; going on from where it was."
      : `The last run was killed while it changed ${String(count)} resources. They were looked up and settled.`,
  );
  if (refresh?.succeeded === false)
    throw new QuickstartError(
      `The last run was killed, and its resources could not be looked up:\n${refresh.failure}\n` +
        "Nothing is lost. Put the cause right and run the command again.",
    );
  return found;
}

/** Brings the stack up, telling how it gets on. */
export async function rollOut(
  title: string,
  run: (options: RunOptions) => Promise<EngineResult>,
): Promise<RollOut> {
  const started = Date.now();
  const display = new EngineDisplay(title, process.stderr.isTTY);
  const result = await interruptible((onStart) =>
    run({
      onStart,
      onEvent: (event) => {
        display.show(event);
      },
    }),
  );
  const seconds = (Date.now() - started) / 1000;
  display.close(`${result.succeeded ? "finished" : "stopped"} after ${formatSeconds(seconds)}`);
  return { result, seconds };
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
