import fc from "fast-check";
import type { EgressRequest } from "../../../analysis";
import type { ExternalAccessRule, ExternalServiceDefinition, ResolvedMesh } from "../../../model";
import { listOf, oneOf, some } from "./arbitraries";
import { arbitraryTimeouts } from "./arbitrary-traffic";
import { pools } from "./pools";

const rule: fc.Arbitrary<ExternalAccessRule> = fc.oneof(
  fc.record({ fromNamespaces: listOf(oneOf(pools.namespaces)) }),
  fc.constant<ExternalAccessRule>({ fromAny: "meshed" }),
);

const port = fc.record({
  port: oneOf(pools.externalPorts),
  protocol: oneOf(["http", "http", "http2", "tls", "tls", "grpc", "tcp", "opaque"] as const),
});

/** Few hosts, ranges and ports, each near another. */
const externalService: fc.Arbitrary<ExternalServiceDefinition> = fc
  .record({
    target: fc.oneof(
      fc.record({ hosts: listOf(oneOf(pools.hosts)) }),
      fc.record({ networks: listOf(oneOf(pools.externalRanges)) }),
      fc.record({ hosts: listOf(oneOf(pools.hosts)), networks: listOf(oneOf(pools.externalRanges)) }),
    ),
    ports: fc.uniqueArray(port, { minLength: 1, maxLength: 2, selector: (each) => each.port }),
    rest: some<Pick<ExternalServiceDefinition, "allow" | "timeouts" | "retries">>({
      allow: fc.array(rule, { maxLength: 2 }),
      timeouts: arbitraryTimeouts,
      retries: fc.record({ attempts: oneOf([1, 3]) }),
    }),
  })
  .map(({ target, ports, rest }) => ({ ...target, ports, ...rest }));

export const arbitraryEgress = fc.record({
  externalServices: fc
    .array(externalService, { maxLength: 4 })
    .map((list) => Object.fromEntries(list.map((service, index) => [`e${String(index)}`, service]))),
  egress: fc.record({ defaultPolicy: oneOf(["registry-only", "registry-only", "allow-any"] as const) }),
});

/** A call to somewhere outside, of a service that is chosen by number once a mesh is there. */
export interface EgressSketch extends Omit<EgressRequest, "from"> {
  readonly service: number;
}

export const arbitraryEgressRequest: fc.Arbitrary<EgressSketch> = fc.record({
  service: fc.nat(1000),
  address: oneOf(pools.externalAddresses),
  port: oneOf([...pools.externalPorts, 9999]),
  traffic: fc.oneof(
    fc.record({ kind: fc.constant("http" as const), host: oneOf(pools.askedHosts), grpc: fc.boolean() }),
    fc.record({ kind: fc.constant("tls" as const), serverName: oneOf(pools.askedHosts) }),
    fc.constant({ kind: "tcp" as const }),
  ),
});

/** The call that a sketch comes to in a mesh; nothing when the mesh has no service. */
export function egressRequestIn(mesh: ResolvedMesh, sketch: EgressSketch): EgressRequest | undefined {
  const caller = mesh.services[sketch.service % Math.max(1, mesh.services.length)];
  const { address, port: number, traffic } = sketch;
  return caller && { from: caller.id, address, port: number, traffic };
}
