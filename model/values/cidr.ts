/** A range of addresses as numbers, so that ranges can be compared. */
export interface AddressRange {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly prefixLength: number;
}

/** Parses `10.0.0.0/8` or `fd00::/8`; nothing when it is not a range. Host bits are kept, so that they can be reported. */
export function parseCidr(text: string): AddressRange | undefined {
  const [address, prefix, ...rest] = text.split("/");
  if (address === undefined || prefix === undefined || rest.length > 0 || !/^(0|[1-9]\d{0,2})$/.test(prefix))
    return undefined;
  const family = address.includes(":") ? 6 : 4;
  const prefixLength = Number(prefix);
  if (prefixLength > bits(family)) return undefined;
  const first = family === 4 ? parseV4(address) : parseV6(address);
  return first === undefined ? undefined : { family, first, prefixLength };
}

/** Whether the address is the first of its range, as `10.0.0.0/8` is and `10.1.0.0/8` is not. */
export function hasHostBits(range: AddressRange): boolean {
  return networkOf(range, range.prefixLength) !== range.first;
}

/** Whether `inner` lies wholly inside `outer`. A range contains itself. */
export function containsRange(outer: AddressRange, inner: AddressRange): boolean {
  return (
    outer.family === inner.family &&
    outer.prefixLength <= inner.prefixLength &&
    networkOf(inner, outer.prefixLength) === networkOf(outer, outer.prefixLength)
  );
}

function bits(family: 4 | 6): number {
  return family === 4 ? 32 : 128;
}

function networkOf(range: AddressRange, prefixLength: number): bigint {
  const hostBits = BigInt(bits(range.family) - prefixLength);
  return (range.first >> hostBits) << hostBits;
}

function parseV4(address: string): bigint | undefined {
  const parts = address.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255))
    return undefined;
  return parts.reduce((value, part) => (value << 8n) + BigInt(part), 0n);
}

function parseV6(address: string): bigint | undefined {
  const halves = address.split("::");
  if (halves.length > 2) return undefined;
  const [left = [], right = []] = halves.map((half) => (half === "" ? [] : half.split(":")));
  const missing = 8 - left.length - right.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined;
  const groups = [...left, ...Array.from({ length: missing }, () => "0"), ...right];
  if (!groups.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return undefined;
  return groups.reduce((value, group) => (value << 16n) + BigInt(`0x${group}`), 0n);
}
