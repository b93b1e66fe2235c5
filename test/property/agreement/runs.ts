import type { Parameters } from "fast-check";

/** Meshes that each property is tried on: 500, or PROPERTY_RUNS. A failure names its seed, which PROPERTY_SEED repeats. */
export function propertyRuns<T>(share = 1): Parameters<T> {
  const { PROPERTY_RUNS: runs, PROPERTY_SEED: seed } = process.env;
  return {
    numRuns: Math.max(1, Math.round(Number(runs ?? 500) * share)),
    ...(seed !== undefined && { seed: Number(seed) }),
  };
}
