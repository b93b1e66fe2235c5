import fc from "fast-check";
import type {
  MeshDefinition,
  NamespaceDefinition,
  PortDefinition,
  ProxyDefinition,
  ServiceDefinition,
} from "../../../model";
import { gatewaysTo } from "./arbitrary-gateways";
import { oneOf, some, type PortKind } from "./arbitraries";
import { arbitraryEgress } from "./arbitrary-egress";
import { ruleFor, sourceAmong } from "./arbitrary-access";
import {
  arbitraryBalancing,
  arbitraryCircuitBreaking,
  arbitraryLoadBalancing,
  arbitraryTimeouts,
  canaryAmong,
  rateLimitFor,
  retriesFor,
  routeFor,
} from "./arbitrary-traffic";
import { pools } from "./pools";

/** Ports around the proxy, of which some are declared and therefore refused. */
const arbitraryProxy: fc.Arbitrary<ProxyDefinition> = fc.record({
  bypass: some({
    inboundPorts: fc.subarray(["9999", "6379", "81-90"]),
    outboundPorts: fc.subarray(["9999", "6379"]),
  }),
});

const protocols = { http: ["http", "http2"], grpc: ["grpc"], tcp: ["tcp", "opaque", "tls"] } as const;

function portFor(kind: PortKind): fc.Arbitrary<PortDefinition> {
  return fc.record(
    {
      port: fc.oneof({ weight: 3, arbitrary: fc.constant(80) }, { weight: 2, arbitrary: oneOf(pools.ports) }),
      targetPort: oneOf(pools.ports),
      protocol: oneOf(protocols[kind]),
    },
    { requiredKeys: ["port", "protocol"] },
  );
}

function portsFor(kind: PortKind): fc.Arbitrary<PortDefinition[]> {
  return fc
    .uniqueArray(portFor(kind), { minLength: 1, maxLength: 2, selector: ({ port }) => port })
    .filter((ports) => new Set(ports.map(({ port, targetPort = port }) => targetPort)).size === ports.length);
}

function probesOf(ports: readonly PortDefinition[]): fc.Arbitrary<NonNullable<ServiceDefinition["probes"]>> {
  const port = oneOf(ports.map((each) => each.targetPort ?? each.port));
  const probe = fc.oneof(
    fc.record({ type: fc.constant("http" as const), port, path: oneOf(pools.paths) }),
    fc.record({ type: fc.constant("grpc" as const), port }),
  );
  return fc.array(probe, { maxLength: 2 });
}

/** Most services speak one kind of protocol, so that rules and routes for all of their ports make sense. */
function serviceAmong(id: string, services: readonly string[]): fc.Arbitrary<ServiceDefinition> {
  const neighbours = services
    .filter((other) => other !== id && other.split("/")[0] === id.split("/")[0])
    .map((other) => other.split("/")[1] ?? "");
  return fc
    .constantFrom<PortKind>("http", "http", "http", "grpc", "grpc", "tcp")
    .chain((kind) => fc.tuple(fc.constant(kind), portsFor(kind)))
    .chain(([kind, ports]) =>
      fc.record(
        {
          ports: fc.constant(ports),
          selector: fc.oneof(
            { weight: 4, arbitrary: fc.constant({ app: id.split("/")[1] ?? "" }) },
            { weight: 1, arbitrary: oneOf([{ app: "p" }, { app: "p", tier: "q" }, { tier: "q" }]) },
          ),
          serviceAccount: oneOf(pools.accounts),
          injection: oneOf(["enabled", "enabled", "disabled"] as const),
          proxy: arbitraryProxy,
          allow: fc.array(ruleFor(kind, services), { minLength: 1, maxLength: 4 }),
          probes: probesOf(ports),
          accessMode: oneOf(["enforce", "enforce", "audit"] as const),
          mtls: oneOf(["required", "accepted"] as const),
          routes: fc.uniqueArray(routeFor(kind, services), { maxLength: 3, selector: ({ name }) => name }),
          ...(neighbours.length > 0 && { canary: canaryAmong(neighbours) }),
          loadBalancing: kind === "tcp" ? arbitraryLoadBalancing : arbitraryBalancing,
          ...(kind !== "tcp" && {
            timeouts: arbitraryTimeouts,
            retries: retriesFor(kind),
            circuitBreaking: arbitraryCircuitBreaking,
            rateLimit: rateLimitFor(services),
          }),
        },
        { requiredKeys: ["ports"] },
      ),
    );
}

const namespace: fc.Arbitrary<NamespaceDefinition> = fc.record(
  {
    defaultAccess: oneOf(["deny", "same-namespace", "mesh", "all"] as const),
    injection: oneOf(["enabled", "enabled", "enabled", "enabled", "disabled"] as const),
    accessMode: oneOf(["enforce", "enforce", "enforce", "audit"] as const),
    mtls: oneOf(["required", "required", "accepted"] as const),
    proxy: arbitraryProxy,
  },
  { requiredKeys: ["defaultAccess", "injection"] },
);

/** Gives each candidate what it needs to stand in for its stable service: the same ports, and none of its own kind else. */
function withCandidates(services: Record<string, ServiceDefinition>): Record<string, ServiceDefinition> {
  const result = { ...services };
  const taken = new Set<string>();
  for (const [id, stable] of Object.entries(services)) {
    if (!stable.canary || taken.has(id)) continue;
    const candidate = `${id.split("/")[0] ?? ""}/${stable.canary.candidate}`;
    const own: ServiceDefinition = { ...services[candidate] };
    delete own.canary;
    const alike = own.ports?.[0]?.protocol === stable.ports?.[0]?.protocol;
    taken.add(candidate);
    result[candidate] = {
      ...(alike ? own : {}),
      ports: stable.ports ?? [],
      ...(stable.probes && { probes: stable.probes }),
    };
  }
  return result;
}

/** Meshes with few names and paths, so that nearly everything meets. Not all of them are valid: see `repair`. */
export const arbitraryMesh: fc.Arbitrary<MeshDefinition> = fc
  .subarray([...pools.services], { minLength: 1, maxLength: 5 })
  .chain((ids) =>
    fc.record({
      namespaces: fc.tuple(namespace, namespace, namespace),
      services: fc.tuple(...ids.map((id) => serviceAmong(id, ids))),
      ids: fc.constant(ids),
      channel: oneOf(["standard", "experimental"] as const),
      clusterNetworks: fc.subarray(["10.1.0.0/16", "192.168.0.0/16", "fd00::/8"], { minLength: 1 }),
      scrapers: fc.array(sourceAmong(ids), { maxLength: 2 }),
      console: fc.constantFrom(
        undefined,
        undefined,
        { namespace: "c" },
        {
          namespace: "c",
          prometheusAddress: "http://prometheus:9090",
        },
      ),
      gateways: gatewaysTo(ids),
      outside: fc.option(arbitraryEgress, { nil: undefined }),
    }),
  )
  .map(({ namespaces, services, ids, scrapers, console, channel, clusterNetworks, gateways, outside }) => ({
    name: "mesh",
    environment: "development",
    controlPlane: { gatewayApi: { channel: outside ? "experimental" : channel }, clusterNetworks },
    ...outside,
    gateways,
    namespaces: Object.fromEntries(pools.namespaces.map((name, index) => [name, namespaces[index] ?? {}])),
    services: withCandidates(Object.fromEntries(ids.map((id, index) => [id, services[index] ?? {}]))),
    observability: {
      ...(scrapers.length > 0 && { metrics: { allow: scrapers } }),
      ...(console && { console }),
    },
  }));
