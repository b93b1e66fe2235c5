import fc from "fast-check";
import { AnySource, type AccessRule, type AccessSource, type RequestMatch } from "../../../model";
import { dnsLabel, network, path, someAmong, someOf } from "./scalars";
import { grpcMethod, method, type Kind } from "./traffic";

/** Callers, at least one, of whom services are among the given ones. */
export function sourceOf(ids: readonly string[]): fc.Arbitrary<AccessSource> {
  const account = fc.tuple(dnsLabel, dnsLabel).map(([namespace, name]) => `${namespace}/${name}`);
  return someOf<Required<Omit<AccessSource, "fromGateways">>>({
    from: someAmong(ids),
    fromServiceAccounts: fc.array(account, { minLength: 1, maxLength: 2 }),
    fromNamespaces: fc.array(dnsLabel, { minLength: 1, maxLength: 2 }),
    fromNetworks: fc.array(network, { minLength: 1, maxLength: 2 }),
    fromAny: fc.constantFrom(...Object.values(AnySource)),
  }).map((source) => (Object.keys(source).length === 0 ? { fromAny: AnySource.Meshed } : source));
}

/** Prefixes alone: where a prefix and an equal exact path have different callers, Linkerd cannot tell them apart. */
const httpRequest: fc.Arbitrary<RequestMatch> = someOf<Required<Pick<RequestMatch, "methods" | "path">>>({
  methods: fc.uniqueArray(method, { minLength: 1, maxLength: 2 }),
  path: path.map((value) => ({ value })),
});

export function rulesOf(kind: Kind, ids: readonly string[]): fc.Arbitrary<AccessRule[]> {
  const request = kind === "grpc" ? fc.record({ grpc: grpcMethod }) : httpRequest;
  const requests =
    kind === "stream" ? fc.constant(null) : fc.option(fc.array(request, { minLength: 1, maxLength: 2 }));
  const rule = fc
    .tuple(sourceOf(ids), requests)
    .map(([source, narrowed]) => ({ ...source, ...(narrowed && { requests: narrowed }) }));
  return fc.array(rule, { maxLength: 3 });
}
