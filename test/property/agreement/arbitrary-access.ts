import fc from "fast-check";
import type { AccessRule, AccessSource, NetworkSource, RequestMatch } from "../../../model";
import { listOf, oneOf, some, type PortKind } from "./arbitraries";
import { pools } from "./pools";

const network: fc.Arbitrary<NetworkSource> = oneOf(pools.ranges).chain(({ cidr, inside }) =>
  fc.record({ cidr: fc.constant(cidr), except: fc.subarray([...inside]) }),
);

/** Callers, by one of the ways to name them or by several. */
export function sourceAmong(services: readonly string[]): fc.Arbitrary<AccessSource> {
  const from = listOf(oneOf(services));
  const fromNamespaces = listOf(oneOf(pools.namespaces));
  const fromNetworks = listOf(network);
  return fc.oneof(
    fc.record({ from }),
    fc.record({ fromServiceAccounts: listOf(oneOf(pools.identities)) }),
    fc.record({ fromGateways: listOf(oneOf(pools.gateways)) }),
    fc.record({ fromNamespaces }),
    fc.record({ fromNetworks }),
    fc.record({ fromAny: oneOf(["meshed", "anyone"] as const) }),
    fc.record({ from, fromNamespaces, fromNetworks }),
  );
}

const grpc = fc.record(
  { service: oneOf(pools.grpcServices), method: oneOf(pools.grpcMethods) },
  { requiredKeys: ["service"] },
);

const httpRequest: fc.Arbitrary<RequestMatch> = some({
  methods: listOf(oneOf(pools.methods)),
  path: fc.record({ type: oneOf(["Exact", "PathPrefix"] as const), value: oneOf(pools.paths) }),
});

export function ruleFor(kind: PortKind, services: readonly string[]): fc.Arbitrary<AccessRule> {
  const source = sourceAmong(services);
  if (kind === "tcp") return source;
  const request = kind === "grpc" ? fc.record({ grpc }) : httpRequest;
  const requests = listOf<RequestMatch>(request, 3);
  return fc
    .tuple(source, fc.option(requests, { nil: undefined, freq: 3 }))
    .map(([callers, wanted]) => ({ ...callers, ...(wanted && { requests: wanted }) }));
}
