import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Part } from "./part-catalog";

/** Plugins all come from one place: when one cannot be had, the others are not waited for. */
export function downloadSource(part: Part): string {
  return part.download === "cli" ? "official-cli" : "official-plugins";
}

/** A download that failed is not tried again within this time. Unit: milliseconds. */
export const negativeLifetime = 24 * 60 * 60 * 1000;

export interface FailedAttempt {
  /** When it failed. Unit: milliseconds since 1970. */
  readonly at: number;
  readonly reason: string;
}

/**
 * Remembers for a day which sources could not be reached, so that a machine without them does not wait again in every
 * run. Files that cannot be read count as absent: the worst that happens is one more attempt.
 */
export class NegativeCache {
  private readonly directory: string;

  constructor(
    cacheDirectory: string,
    private readonly now: () => number = Date.now,
  ) {
    this.directory = join(cacheDirectory, "unreachable");
  }

  find(source: string): FailedAttempt | undefined {
    const attempt = this.read(source);
    if (attempt === undefined) return undefined;
    const age = this.now() - attempt.at;
    return age >= 0 && age < negativeLifetime ? attempt : undefined;
  }

  remember(source: string, reason: string): void {
    mkdirSync(this.directory, { recursive: true });
    const attempt: FailedAttempt = { at: this.now(), reason };
    writeFileSync(this.file(source), JSON.stringify(attempt));
  }

  forget(source: string): void {
    rmSync(this.file(source), { force: true });
  }

  private read(source: string): FailedAttempt | undefined {
    try {
      const attempt = JSON.parse(readFileSync(this.file(source), "utf8")) as Partial<FailedAttempt>;
      if (typeof attempt.at !== "number" || typeof attempt.reason !== "string") return undefined;
      return { at: attempt.at, reason: attempt.reason };
    } catch {
      return undefined;
    }
  }

  private file(source: string): string {
    return join(this.directory, `${source}.json`);
  }
}
