import { setTimeout as delay } from "node:timers/promises";

/** Half a minute in all; the first pauses are short because what is missing mostly appears at once. */
const pausesMs = [250, 750, 2000, 4000, 8000, 16_000];

/**
 * Repeats an operation that failed for want of something that is about to appear, such as a namespace or a kind of which
 * the definition has just been created.
 */
export async function retrying<T>(
  operation: () => Promise<T>,
  isWorthRetrying: (error: unknown) => boolean,
  onRetry: (attempt: number, error: unknown) => void,
  signal: AbortSignal,
): Promise<T> {
  for (const [attempt, pauseMs] of pausesMs.entries()) {
    try {
      return await operation();
    } catch (error) {
      if (!isWorthRetrying(error)) throw error;
      onRetry(attempt, error);
      await delay(pauseMs, undefined, { signal });
    }
  }
  return operation();
}
