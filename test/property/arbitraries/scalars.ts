import fc from "fast-check";

/** A DNS label of any length up to the longest, from a few letters or from all. */
export const dnsLabel: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.stringMatching(/^[a-c][a-c0-9-]{0,3}[a-c]$/) },
  { weight: 2, arbitrary: fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/) },
  { weight: 1, arbitrary: fc.constantFrom(..."constructor default in out mesh metrics 0 80".split(" ")) },
  { weight: 1, arbitrary: fc.stringMatching(/^[a-z0-9]$/).map((letter) => letter.repeat(63)) },
);

/** A duration above zero. */
export const duration: fc.Arbitrary<string> = fc
  .tuple(fc.integer({ min: 1, max: 99_999 }), fc.constantFrom("ms", "s", "m", "h"))
  .map(([number, unit]) => `${String(number)}${unit}`);

/** Two durations, the shorter one first. */
export const growing: fc.Arbitrary<readonly [string, string]> = fc
  .tuple(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 0, max: 500 }))
  .map(([first, more]) => [`${String(first)}ms`, `${String(first + more)}ms`] as const);

/** Not the two ports that Linkerd leaves alone by default, on which a service is refused. */
export const port: fc.Arbitrary<number> = fc
  .oneof(fc.constantFrom(80, 443, 3306, 6379, 8080, 4191, 1, 65_535), fc.integer({ min: 1, max: 65_535 }))
  .filter((number) => number !== 4_567 && number !== 4_568);

/** A range without host bits, with ranges inside it that may be left out. */
export const network: fc.Arbitrary<{ cidr: string; except?: string[] }> = fc
  .tuple(fc.integer({ min: 0, max: 255 }), fc.uniqueArray(fc.integer({ min: 0, max: 255 }), { maxLength: 3 }))
  .map(([first, holes]) => ({
    cidr: `${String(first)}.0.0.0/8`,
    ...(holes.length > 0 && { except: holes.map((hole) => `${String(first)}.${String(hole)}.0.0/16`) }),
  }));

/** One path segment after another, without a slash at the end. */
export const path: fc.Arbitrary<string> = fc
  .array(fc.stringMatching(/^[a-cA-C0-9._~%-]{1,4}$/), { minLength: 1, maxLength: 3 })
  .map((segments) => `/${segments.join("/")}`);

export const httpToken: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom("x-canary", "Accept", "cookie"),
  fc.stringMatching(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,12}$/),
);

/** An object with any of the fields. */
export function someOf<T extends object>(fields: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<
  Partial<T>
> {
  return fc.record(fields, { requiredKeys: [] }) as fc.Arbitrary<Partial<T>>;
}

/** One to three of the items, in their order. */
export function someAmong<T>(items: readonly T[]): fc.Arbitrary<T[]> {
  return fc.subarray([...items], { minLength: 1, maxLength: Math.min(3, items.length) });
}
