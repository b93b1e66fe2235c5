import { containsRange, parseCidr, type AddressRange } from "../../../model";
import { objectName } from "../names";

/** Addresses outside the cluster that one EgressNetwork of a namespace stands for. */
export interface EgressNetwork {
  readonly name: string;
  /** Range that external services name; nothing for all the rest. */
  readonly range: AddressRange | undefined;
  /** `spec.networks`; nothing for Linkerd's default, everything outside the cluster. */
  readonly networks: readonly { readonly cidr: string; readonly except?: readonly string[] }[] | undefined;
}

interface NamedRange {
  readonly cidr: string;
  readonly range: AddressRange;
}

/** Dots keep it apart from everything that is named after a service. */
const restName = "mesh.egress";

/**
 * Networks of which each address outside the cluster belongs to exactly one. Linkerd would also pick the smallest of several, but it
 * counts addresses with 64 bits: IPv6 ranges up to /64 all count as empty, and a /30 as large as a /31. So ranges leave out what
 * lies in a smaller one, and nothing is left to size or age.
 * @param cidrs ranges that external services name
 */
export function disjointNetworks(
  cidrs: Iterable<string>,
  clusterNetworks: readonly string[],
): EgressNetwork[] {
  const named = distinct(cidrs);
  const parts = named.map(({ cidr, range }): EgressNetwork => {
    const inner = named.filter((other) => other.range !== range && containsRange(range, other.range));
    return { name: objectName(restName, slug(range)), range, networks: [entry(cidr, inner)] };
  });
  const rest = {
    name: restName,
    range: undefined,
    networks: named.length === 0 ? undefined : others(named, clusterNetworks),
  };
  return [rest, ...parts];
}

function others(named: readonly NamedRange[], clusterNetworks: readonly string[]): EgressNetwork["networks"] {
  const left = distinct([...named.map(({ cidr }) => cidr), ...clusterNetworks]);
  return (["0.0.0.0/0", "::/0"] as const).flatMap((cidr) => {
    const whole = parseCidr(cidr);
    const inside = left.filter(({ range }) => whole !== undefined && containsRange(whole, range));
    const nothingLeft = inside.some(({ range }) => range.prefixLength === 0);
    return nothingLeft ? [] : [entry(cidr, inside)];
  });
}

/** The same range is one however it is written. */
function distinct(cidrs: Iterable<string>): NamedRange[] {
  const byRange = new Map<string, NamedRange>();
  for (const cidr of cidrs) {
    const range = parseCidr(cidr);
    if (range && !byRange.has(slug(range))) byRange.set(slug(range), { cidr, range });
  }
  return [...byRange.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
}

/** Only the largest of what is left out: Linkerd adds their sizes up. */
function entry(cidr: string, inner: readonly NamedRange[]): { cidr: string; except?: string[] } {
  const except = inner
    .filter(({ range }) => !inner.some((other) => other.range !== range && containsRange(other.range, range)))
    .map((item) => item.cidr);
  return { cidr, ...(except.length > 0 && { except }) };
}

/** A name for a range that is the same for every way to write it. */
export function slug({ family, first, prefixLength }: AddressRange): string {
  const digits = family === 4 ? 8 : 32;
  return `v${String(family)}-${first.toString(16).padStart(digits, "0")}-${String(prefixLength)}`;
}
