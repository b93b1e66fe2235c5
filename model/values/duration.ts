const unitMilliseconds = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 } as const;
type Unit = keyof typeof unitMilliseconds;

/** GEP-2257 allows at most five digits per unit, so that every mesh holds the duration without overflow. */
const single = /^(\d{1,5})(ms|s|m|h)$/;
const compound = /^(\d{1,5}(h|m|s|ms)){2,4}$/;

/** Milliseconds of a duration, or nothing when it is not one. */
export function parseDuration(text: string): number | undefined {
  const match = single.exec(text);
  if (!match) return undefined;
  return Number(match[1]) * unitMilliseconds[match[2] as Unit];
}

/** Milliseconds of a duration that has been validated. */
export function durationMilliseconds(text: string): number {
  const milliseconds = parseDuration(text);
  if (milliseconds === undefined) throw new RangeError(`not a validated duration: ${text}`);
  return milliseconds;
}

/** The same length in the largest unit that needs no fraction: 90000 is `90s`, 120000 is `2m`. */
export function formatDuration(milliseconds: number): string {
  const units: Unit[] = ["h", "m", "s"];
  const unit =
    units.find((u) => milliseconds >= unitMilliseconds[u] && milliseconds % unitMilliseconds[u] === 0) ??
    "ms";
  return `${String(milliseconds / unitMilliseconds[unit])}${unit}`;
}

/** The single-unit spelling of a compound such as `1m30s`, or nothing when there is none. */
export function fromCompound(text: string): string | undefined {
  if (!compound.test(text)) return undefined;
  let milliseconds = 0;
  for (const [, number, unit] of text.matchAll(/(\d+)(ms|s|m|h)/g)) {
    milliseconds += Number(number) * unitMilliseconds[unit as Unit];
  }
  const spelling = formatDuration(milliseconds);
  return single.test(spelling) ? spelling : undefined;
}
