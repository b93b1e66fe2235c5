import type { Context } from "mocha";

const reasons = new WeakMap<object, string>();

/**
 * Skips the test or, from a `before` hook, every test of the suite, and says why: the runner prints the reason and counts the
 * tests as skipped.
 */
export function skipBecause(context: Context, reason: string): never {
  const runnable = context.runnable();
  const whole = (runnable as { type?: string }).type === "hook" ? runnable.parent : undefined;
  reasons.set(whole ?? runnable, reason);
  return context.skip();
}

/** Why a test or suite was skipped, where it was said. */
export function skipReasonOf(testOrSuite: object): string | undefined {
  return reasons.get(testOrSuite);
}
