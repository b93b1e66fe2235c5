import { AnySource, type ResolvedSource } from "../../model";
import { containsRange, parseCidr } from "../../model/values/cidr";
import type { MeshRequest } from "./request";

type Caller = Pick<MeshRequest, "from" | "sourceAddress">;

/** Whether any way in which a source names callers names this one. */
export function isCaller(source: ResolvedSource, caller: Caller): boolean {
  const { from, sourceAddress } = caller;
  if (source.any === AnySource.Anyone) return true;
  if (from !== undefined) {
    if (source.any === AnySource.Meshed || source.namespaces.includes(from.namespace)) return true;
    if (
      source.serviceAccounts.some(({ namespace, name }) => namespace === from.namespace && name === from.name)
    )
      return true;
  }
  return (
    sourceAddress !== undefined &&
    [...source.networks, ...source.unproven].some(
      ({ cidr, except = [] }) =>
        contains(cidr, sourceAddress) && !except.some((inner) => contains(inner, sourceAddress)),
    )
  );
}

function contains(cidr: string, address: string): boolean {
  const range = parseCidr(cidr);
  const single = parseCidr(`${address}/${address.includes(":") ? "128" : "32"}`);
  return range !== undefined && single !== undefined && containsRange(range, single);
}
