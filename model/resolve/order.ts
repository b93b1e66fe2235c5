/** Compares texts by code unit, which does not depend on the machine's language. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Sorted copy without repetitions, by a text that identifies an entry. */
export function sortedUnique<T>(items: Iterable<T>, key: (item: T) => string): T[] {
  const list = [...items];
  if (list.length < 2) return list;
  const byKey = new Map<string, T>();
  for (const item of list) byKey.set(key(item), item);
  return [...byKey.entries()].sort(([a], [b]) => byText(a, b)).map(([, item]) => item);
}

/** The same fields in the order of their keys. */
export function sortedByKey<T>(fields: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(fields).sort(([a], [b]) => byText(a, b)));
}

/** The same plain data with the keys of every object sorted, so that nothing depends on how it was written. Lists keep their order. */
export function withSortedKeys<T>(value: T): T {
  if (Array.isArray(value)) return value.map((item: unknown) => withSortedKeys(item)) as T;
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .sort(([a], [b]) => byText(a, b));
  return Object.fromEntries(entries.map(([key, item]) => [key, withSortedKeys<unknown>(item)])) as T;
}
