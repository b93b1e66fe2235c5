import fc from "fast-check";
import {
  AccessMode,
  DefaultAccess,
  Environment,
  GatewayApiChannel,
  Injection,
  MtlsMode,
  NamespaceManagement,
  Protocol,
  type MeshDefinition,
  type NamespaceDefinition,
  type PortDefinition,
  type ServiceDefinition,
  type TrustAnchorDefinition,
  type TrustDefinition,
} from "../../../model";
import { rulesOf } from "./access";
import { withGateway } from "./gateways";
import { installationOf } from "./installation";
import { linkerdOptions, proxy, proxyResources } from "./proxies";
import { dnsLabel, port, someOf } from "./scalars";
import {
  circuitBreaking,
  loadBalancing,
  rateLimitOf,
  retriesOf,
  routesOf,
  timeouts,
  type Kind,
} from "./traffic";

const protocolsOf: Readonly<Record<Kind, readonly Protocol[]>> = {
  http: [Protocol.Http, Protocol.Http2],
  grpc: [Protocol.Grpc],
  stream: [Protocol.Tcp, Protocol.Opaque, Protocol.Tls],
};

const namespaceDefinition: fc.Arbitrary<NamespaceDefinition> = someOf({
  management: fc.constantFrom(...Object.values(NamespaceManagement)),
  injection: fc.constantFrom(...Object.values(Injection)),
  defaultAccess: fc.constantFrom(...Object.values(DefaultAccess)),
  accessMode: fc.constantFrom(...Object.values(AccessMode)),
  mtls: fc.constantFrom(...Object.values(MtlsMode)),
  proxyResources,
  proxy,
  linkerd: linkerdOptions,
});

/** Ports whose numbers and targets are all different. */
function portsOf(kind: Kind): fc.Arbitrary<PortDefinition[]> {
  const entry = fc.record({ port, protocol: fc.constantFrom(...protocolsOf[kind]) });
  return fc
    .tuple(fc.uniqueArray(entry, { minLength: 1, maxLength: 3, selector: (item) => item.port }), fc.boolean())
    .map(([ports, shifted]) => {
      const targets = ports.map((item) => item.port).reverse();
      return ports.map((item, i) => ({ ...item, ...(shifted && { targetPort: targets[i] ?? item.port }) }));
    });
}

interface Neighbours {
  readonly ids: readonly string[];
  readonly kind: Kind;
  /** Ports that every service of the kind has, so that each can stand in for another. */
  readonly ports: readonly PortDefinition[];
}

/** A service with any of the policies that fit its ports. */
function serviceOf({ ids, kind, ports }: Neighbours): fc.Arbitrary<ServiceDefinition> {
  const anywhere = {
    replicas: fc.integer({ min: 0, max: 1_000 }),
    serviceAccount: dnsLabel,
    workload: fc.record({ patch: fc.boolean() }),
    exported: fc.constantFrom("flat", "federated"),
    injection: fc.constantFrom(...Object.values(Injection)),
    proxyResources,
    proxy,
    linkerd: linkerdOptions,
    allow: rulesOf(kind, ids),
    accessMode: fc.constantFrom(...Object.values(AccessMode)),
    mtls: fc.constantFrom(...Object.values(MtlsMode)),
  };
  const base = { ports: [...ports], probes: [] };
  if (kind === "stream") return someOf(anywhere).map((fields) => ({ ...base, ...fields }));
  const fields = someOf({
    ...anywhere,
    timeouts,
    retries: retriesOf(kind),
    routes: routesOf(kind, ids),
    circuitBreaking,
    loadBalancing,
    rateLimit: rateLimitOf(ids),
  });
  return fields.map((chosen) => ({ ...base, ...chosen }));
}

/** Service ids, among them pairs of equal names in different namespaces. */
const serviceIds: fc.Arbitrary<{ namespaces: string[]; ids: string[] }> = fc
  .tuple(
    fc.uniqueArray(dnsLabel, { minLength: 1, maxLength: 3 }),
    fc.uniqueArray(dnsLabel, { minLength: 1, maxLength: 4 }),
    fc.array(fc.nat(), { minLength: 8, maxLength: 8 }),
  )
  .map(([namespaces, names, picks]) => ({
    namespaces,
    ids: [
      ...new Set(
        picks
          .slice(0, 5)
          .map(
            (pick, i) =>
              `${namespaces[pick % namespaces.length] ?? ""}/${names[(pick + i) % names.length] ?? ""}`,
          ),
      ),
    ],
  }));

const generatedTrust: fc.Arbitrary<TrustDefinition> = fc
  .tuple(fc.integer({ min: 1, max: 365 }), fc.integer({ min: 0, max: 1_000 }), fc.integer({ min: 1, max: 9 }))
  .map(([days, more, generation]) => ({
    anchors: [
      { name: "root-1", state: "active" as const, validityDays: days + more },
      { name: "root-2", state: "staged" as const },
    ],
    issuer: { validityDays: days, generation },
    webhooks: { validityDays: days },
  }));

const providedTrust: fc.Arbitrary<TrustDefinition> = someOf({
  anchors: fc.constant<TrustAnchorDefinition[]>([
    { name: "root-1", state: "retiring" },
    { name: "root-2", state: "active" },
  ]),
  webhooks: someOf({
    validityDays: fc.integer({ min: 1, max: 365 }),
    generation: fc.integer({ min: 1, max: 9 }),
  }),
}).map((rest) => ({ ...(rest as TrustDefinition), source: "provided" as const }));

const existingIssuer = fc.record({
  issuer: fc.constantFrom(
    { name: "company" },
    { name: "company", kind: "VaultIssuer", group: "vault.example.org" },
  ),
  roots: fc.array(
    fc.record({ kind: fc.constantFrom("Secret" as const, "ConfigMap" as const), name: dnsLabel }),
    {
      minLength: 1,
      maxLength: 2,
    },
  ),
});

const certManagerTrust: fc.Arbitrary<TrustDefinition> = fc
  .tuple(
    fc.integer({ min: 2, max: 365 }),
    fc.integer({ min: 1, max: 364 }),
    fc.oneof(someOf({ rootNamespace: fc.constantFrom("linkerd", "cert-manager", "pki") }), existingIssuer),
  )
  .map(([days, before, certManager]) => ({
    source: "cert-manager" as const,
    issuer: { validityDays: days, renewBeforeDays: Math.min(before, days - 1) },
    webhooks: { validityDays: days },
    certManager,
  }));

const trust: fc.Arbitrary<TrustDefinition> = fc.oneof(generatedTrust, providedTrust, certManagerTrust);

/**
 * Adds a canary from the first service to the second where both are in one namespace. Connections are shared out where the API
 * server knows routes for them.
 */
function withCanary(definition: MeshDefinition, weight: number): MeshDefinition {
  const [stable, candidate] = Object.keys(definition.services);
  const [at, name] = [stable?.split("/")[0], candidate?.split("/")[1]];
  const service = stable === undefined ? undefined : definition.services[stable];
  const experimental = definition.controlPlane?.gatewayApi?.channel === GatewayApiChannel.Experimental;
  const isShared =
    experimental || (service?.ports?.some(({ protocol }) => !protocolsOf.stream.includes(protocol)) ?? false);
  if (stable === undefined || name === undefined || candidate?.split("/")[0] !== at || !service || !isShared)
    return definition;
  const steps = [...new Set([1 + (weight % 50), 100, ...(weight > 0 ? [weight] : [])])];
  const canary = { candidate: name, weight, ...(weight % 2 === 0 && { steps }) };
  const services = { ...definition.services, [stable]: { ...service, canary } };
  return { ...definition, services };
}

/** The same on a cluster whose Gateway API has its experimental channel. */
function withExperimentalGatewayApi(definition: MeshDefinition): MeshDefinition {
  const { controlPlane } = definition;
  const gatewayApi = { ...controlPlane?.gatewayApi, channel: GatewayApiChannel.Experimental };
  return { ...definition, controlPlane: { ...controlPlane, gatewayApi } };
}

/** Definitions that are right by construction: each must be accepted and render. */
export const validDefinition: fc.Arbitrary<MeshDefinition> = fc
  .tuple(serviceIds, fc.constantFrom<Kind>("http", "grpc", "stream"))
  .chain(([{ namespaces, ids }, kind]) =>
    portsOf(kind).chain((ports) => {
      const namespaceMap = fc.tuple(
        ...namespaces.map((name) => namespaceDefinition.map((value) => [name, value] as const)),
      );
      const serviceMap = fc.tuple(
        ...ids.map((id) => serviceOf({ ids, kind, ports }).map((value) => [id, value] as const)),
      );
      const rest = someOf({
        clusterDomain: fc.constantFrom("cluster.local", "k8s.example.org"),
        trustDomain: fc.constantFrom("example.org"),
        trust,
        installation: installationOf(ids),
      });
      const environment = fc.constantFrom(...Object.values(Environment));
      const weight = fc.integer({ min: 0, max: 100 });
      return fc.tuple(namespaceMap, serviceMap, rest, environment, weight, fc.boolean());
    }),
  )
  .map(([namespaces, services, { installation, ...rest }, environment, weight, experimental]) => {
    const definition = {
      ...installation,
      name: "random",
      environment,
      namespaces: Object.fromEntries(namespaces),
      services: Object.fromEntries(services),
      ...rest,
    } as MeshDefinition;
    const served = experimental ? withExperimentalGatewayApi(definition) : definition;
    return withCanary(weight % 4 === 0 ? served : withGateway(served, weight), weight);
  });
