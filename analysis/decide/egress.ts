import {
  EgressPolicy,
  Injection,
  Protocol,
  carriesRequests,
  containsRange,
  inPortRanges,
  parseCidr,
  rankHosts,
  type ResolvedExternalPort,
  type ResolvedExternalService,
  type ResolvedMesh,
  type ResolvedRetries,
  type ResolvedService,
  type ServiceId,
} from "../../model";

/** What a workload sends to an address. */
export type EgressTraffic =
  /** Requests in clear text; gRPC calls are `http` too, with `grpc: true`. */
  | { readonly kind: "http"; readonly host: string; readonly grpc?: boolean }
  /** TLS of the application, with the server name it asks for. */
  | { readonly kind: "tls"; readonly serverName: string }
  /** Anything else. */
  | { readonly kind: "tcp" };

/** A call of something that is no service of the mesh. */
export interface EgressRequest {
  /** Service whose workload calls: `namespace/name`. */
  readonly from: ServiceId;
  /** Address that is called, IPv4 or IPv6. */
  readonly address: string;
  readonly port: number;
  readonly traffic: EgressTraffic;
}

/** What settled whether something outside may be called. */
export const EgressGround = {
  /** An external service that the caller may call. */
  ExternalService: "external-service",
  /** Everything may be called. */
  AllowAny: "allow-any",
  /** No external service that the caller may call fits. */
  NotDeclared: "not-declared",
  /** The address is the cluster's own. */
  InsideCluster: "inside-cluster",
  /** The caller has no proxy that could refuse it, or the call goes around it. */
  NotEnforced: "not-enforced",
} as const;
export type EgressGround = (typeof EgressGround)[keyof typeof EgressGround];

/** Whether something outside may be called, and what holds on the way. */
export interface EgressDecision {
  readonly allowed: boolean;
  readonly ground: EgressGround;
  /** Where that is written in the definition. */
  readonly path: string;
  /** Timeouts and retries; nothing when none are declared for it. */
  readonly treatment: EgressTreatment | undefined;
}

export interface EgressTreatment {
  /** Name of the external service. */
  readonly externalService: string;
  readonly requestTimeoutMs: number | undefined;
  readonly responseTimeoutMs: number | undefined;
  readonly idleTimeoutMs: number | undefined;
  readonly retries: ResolvedRetries | undefined;
}

/**
 * Decides from the definition alone whether a workload may call an address outside the cluster. Of several external services the one
 * with the closest host counts, then the one with the smallest range of addresses.
 * @throws RangeError when the mesh has no such service
 */
export function decideEgress(mesh: ResolvedMesh, request: EgressRequest): EgressDecision {
  const caller = mesh.services.find(({ id }) => id === request.from);
  if (!caller) throw new RangeError(`not a service of the mesh: ${request.from}`);
  if (caller.injection === Injection.Disabled || goesAround(mesh, caller, request))
    return settled(true, EgressGround.NotEnforced, caller.path);
  if (mesh.controlPlane.clusterNetworks.some((cidr) => holds(cidr, request.address)))
    return settled(true, EgressGround.InsideCluster, "controlPlane.clusterNetworks");
  const open = mesh.egressPolicy === EgressPolicy.AllowAny;
  const fitting = mesh.externalServices
    .filter((service) => open || isPermitted(service, caller))
    .flatMap((service) => fit(service, request))
    .sort((a, b) => compare(b.rank, a.rank))[0];
  if (fitting) {
    const { service, port } = fitting;
    const ground = open ? EgressGround.AllowAny : EgressGround.ExternalService;
    return { allowed: true, ground, path: service.path, treatment: treatmentOf(service, port) };
  }
  return open
    ? settled(true, EgressGround.AllowAny, "egress.defaultPolicy")
    : settled(false, EgressGround.NotDeclared, "egress.defaultPolicy");
}

function settled(allowed: boolean, ground: EgressGround, path: string): EgressDecision {
  return { allowed, ground, path, treatment: undefined };
}

function goesAround(mesh: ResolvedMesh, caller: ResolvedService, { address, port }: EgressRequest): boolean {
  const home = mesh.namespaces.find(({ name }) => name === caller.namespace)?.proxy.bypass;
  const own = caller.definition.proxy?.bypass;
  const networks = own?.networks ?? home?.networks ?? [];
  return (
    inPortRanges(own?.outboundPorts ?? home?.outboundPorts ?? [], port) ||
    networks.some((cidr) => holds(cidr, address))
  );
}

function isPermitted(service: ResolvedExternalService, caller: ResolvedService): boolean {
  return (
    service.everyone || service.namespaces.includes(caller.namespace) || service.services.includes(caller.id)
  );
}

interface Fit {
  readonly service: ResolvedExternalService;
  readonly port: ResolvedExternalPort;
  readonly rank: readonly number[];
}

function fit(service: ResolvedExternalService, { address, port: number, traffic }: EgressRequest): Fit[] {
  const port = service.ports.find((candidate) => candidate.port === number);
  const closest = closenessOf(service, address);
  if (!port || closest === undefined) return [];
  const host = hostRank(service, port, traffic);
  return host ? [{ service, port, rank: [...host, closest] }] : [];
}

function closenessOf({ networks }: ResolvedExternalService, address: string): number | undefined {
  if (networks.length === 0) return -1;
  const holding = networks.filter((cidr) => holds(cidr, address));
  if (holding.length === 0) return undefined;
  return Math.max(...holding.map((cidr) => parseCidr(cidr)?.prefixLength ?? -1));
}

function hostRank(
  { hosts }: ResolvedExternalService,
  { protocol }: ResolvedExternalPort,
  traffic: EgressTraffic,
): readonly number[] | undefined {
  switch (protocol) {
    case Protocol.Tcp:
    case Protocol.Opaque:
      return [0, 0];
    case Protocol.Tls:
      return traffic.kind === "tls" ? rankHosts(hosts, traffic.serverName) : undefined;
    case Protocol.Grpc:
      return traffic.kind === "http" && traffic.grpc === true ? rankHosts(hosts, traffic.host) : undefined;
    case Protocol.Http:
    case Protocol.Http2:
      return traffic.kind === "http" ? rankHosts(hosts, traffic.host) : undefined;
  }
}

function treatmentOf(
  { name, requestTimeoutMs, responseTimeoutMs, idleTimeoutMs }: ResolvedExternalService,
  { protocol, retries }: ResolvedExternalPort,
): EgressTreatment | undefined {
  const all = [requestTimeoutMs, responseTimeoutMs, idleTimeoutMs, retries];
  if (all.every((each) => each === undefined) || !carriesRequests(protocol)) return undefined;
  return { externalService: name, requestTimeoutMs, responseTimeoutMs, idleTimeoutMs, retries };
}

function compare(a: readonly number[], b: readonly number[]): number {
  const index = a.findIndex((value, i) => value !== b[i]);
  return index < 0 ? 0 : (a[index] ?? 0) - (b[index] ?? 0);
}

function holds(cidr: string, address: string): boolean {
  const range = parseCidr(cidr);
  const single = parseCidr(`${address}/${address.includes(":") ? "128" : "32"}`);
  return range !== undefined && single !== undefined && containsRange(range, single);
}
