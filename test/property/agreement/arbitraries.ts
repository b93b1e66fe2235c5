import fc from "fast-check";

/** What a service's ports speak: requests by path, requests by method, or nothing that is looked at. */
export type PortKind = "http" | "grpc" | "tcp";

/** An object with any of the fields that the arbitraries give. */
export function some<T extends object>(fields: {
  [K in keyof T]: fc.Arbitrary<T[K]>;
}): fc.Arbitrary<Partial<T>> {
  return fc.record(fields, { requiredKeys: [] }) as fc.Arbitrary<Partial<T>>;
}

export function oneOf<const T>(values: readonly T[]): fc.Arbitrary<T> {
  return fc.constantFrom(...values);
}

/** A list of one or more different values. */
export function listOf<T>(item: fc.Arbitrary<T>, most = 2): fc.Arbitrary<T[]> {
  return fc.uniqueArray(item, { minLength: 1, maxLength: most, selector: (value) => JSON.stringify(value) });
}
