import fc from "fast-check";

/** Turns data into equal data whose objects have their keys in another order. */
export const keyShuffle: fc.Arbitrary<(value: unknown) => unknown> = fc
  .array(fc.nat(), { minLength: 16, maxLength: 16 })
  .map((ranks) => {
    const rankOf = (index: number, key: string): number =>
      (ranks[(index + key.length) % ranks.length] ?? 0) + index;
    const shuffle = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(shuffle);
      if (typeof value !== "object" || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .map(([key, item], index) => ({ key, item: shuffle(item), rank: rankOf(index, key) }))
          .sort((a, b) => a.rank - b.rank)
          .map(({ key, item }) => [key, item]),
      );
    };
    return shuffle;
  });
