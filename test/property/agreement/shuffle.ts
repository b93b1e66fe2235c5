/** The same data with every list and every object's keys in another order, which follows from the number. */
export function shuffled<T>(value: T, seed: number): T {
  let state = seed;
  const next = (): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return state;
  };
  const reorder = <E>(items: readonly E[]): E[] =>
    items
      .map((item) => ({ item, rank: next() }))
      .sort((a, b) => a.rank - b.rank)
      .map(({ item }) => item);
  const walk = (part: unknown): unknown => {
    if (Array.isArray(part)) return reorder(part).map(walk);
    if (typeof part !== "object" || part === null) return part;
    return Object.fromEntries(reorder(Object.entries(part)).map(([key, item]) => [key, walk(item)]));
  };
  return walk(value) as T;
}
