/** A range of ports, both ends included. */
export interface PortSpan {
  readonly first: number;
  readonly last: number;
}

const highest = 65_535;

/** Parses `4222` or `6000-6100`; nothing when it is neither. */
export function parsePortRange(text: string): PortSpan | undefined {
  const match = /^([1-9]\d{0,4})(?:-([1-9]\d{0,4}))?$/.exec(text);
  if (!match) return undefined;
  const first = Number(match[1]);
  const last = Number(match[2] ?? match[1]);
  return first <= last && last <= highest ? { first, last } : undefined;
}

/** Whether one of the ranges holds a port. */
export function inPortRanges(ranges: readonly string[], port: number): boolean {
  return ranges.some((text) => {
    const range = parsePortRange(text);
    return range !== undefined && range.first <= port && port <= range.last;
  });
}
