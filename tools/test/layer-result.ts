/** How the tests of one layer ended. */
export interface LayerResult {
  readonly layer: string;
  readonly passed: number;
  readonly failures: readonly { readonly title: string; readonly text: string }[];
  /** Skipped tests by the reason that was given. */
  readonly skipped: ReadonlyMap<string, number>;
  readonly seconds: number;
}

export function skippedCount({ skipped }: LayerResult): number {
  return [...skipped.values()].reduce((sum, count) => sum + count, 0);
}

/** A failure that belongs to the layer and not to one of its tests. */
export function failedLayer(layer: string, text: string): LayerResult {
  return { layer, passed: 0, failures: [{ title: layer, text }], skipped: new Map(), seconds: 0 };
}

/** A layer that could not run, with its tests counted. */
export function skippedLayer(layer: string, tests: number, reason: string): LayerResult {
  return { layer, passed: 0, failures: [], skipped: new Map([[reason, tests]]), seconds: 0 };
}
