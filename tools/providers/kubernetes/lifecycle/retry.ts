import { setTimeout as delay } from "node:timers/promises";

const firstPauseMs = 1000;
const maximumRetries = 5;

/**
 * Repeats an operation that failed for want of something that is about to appear, such as a namespace or a kind of which
 * the definition has just been created. Pauses 1, 2, 4, 8 and 16 seconds.
 */
export async function retrying<T>(
  operation: () => Promise<T>,
  isWorthRetrying: (error: unknown) => boolean,
  onRetry: (attempt: number, error: unknown) => void,
  signal: AbortSignal,
): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await operation();
    } catch (error) {
      if (attempt >= maximumRetries || !isWorthRetrying(error)) throw error;
      onRetry(attempt, error);
      await delay(firstPauseMs * 2 ** attempt, undefined, { signal });
    }
  }
}
