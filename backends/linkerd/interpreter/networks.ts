import { containsRange, parseCidr, type AddressRange } from "../../../model/values/cidr";

/** Addresses that are let in. */
export interface NetworkMatch {
  readonly cidr: string;
  readonly except: readonly string[];
}

export const allNetworks: readonly NetworkMatch[] = [
  { cidr: "0.0.0.0/0", except: [] },
  { cidr: "::/0", except: [] },
];

/** Linkerd always lets in what comes from the pod itself. */
export const localhost: readonly NetworkMatch[] = [
  { cidr: "127.0.0.1/32", except: [] },
  { cidr: "::1/128", except: [] },
];

export function matchesNetworks(networks: readonly NetworkMatch[], address: string): boolean {
  const single = parseCidr(`${address}/${address.includes(":") ? "128" : "32"}`);
  return (
    single !== undefined &&
    networks.some(
      ({ cidr, except }) => holds(cidr, single) && !except.some((excepted) => holds(excepted, single)),
    )
  );
}

/** A bare address is a range of one. */
function holds(cidr: string, single: AddressRange): boolean {
  const range = parseCidr(cidr) ?? parseCidr(`${cidr}/${cidr.includes(":") ? "128" : "32"}`);
  return range !== undefined && containsRange(range, single);
}
