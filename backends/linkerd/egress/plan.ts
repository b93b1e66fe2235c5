import {
  EgressPolicy,
  Protocol,
  carriesRequests,
  containsRange,
  hasProxies,
  parseCidr,
  type ResolvedExternalPort,
  type ResolvedExternalService,
  type ResolvedMesh,
} from "../../../model";
import { disjointNetworks, type EgressNetwork } from "./networks";

/** Kinds of routes by what Linkerd looks at. It takes one kind for each port of a network. */
export type RouteKind = "HTTPRoute" | "GRPCRoute" | "TLSRoute" | "TCPRoute";

/** An external service on one port of one network. */
export interface EgressRoute {
  readonly service: ResolvedExternalService;
  readonly port: ResolvedExternalPort;
  readonly network: EgressNetwork;
  readonly kind: RouteKind;
  /** Hosts that are this service's there; none means any. */
  readonly hosts: readonly string[];
}

/** Two external services that need different kinds of routes on one port of one network. */
export interface Clash {
  readonly service: ResolvedExternalService;
  readonly port: number;
  readonly others: readonly ResolvedExternalService[];
}

/** What the workloads of one namespace may call outside the cluster. */
export interface EgressPlan {
  readonly namespace: string;
  readonly networks: readonly EgressNetwork[];
  readonly routes: readonly EgressRoute[];
  readonly clashes: readonly Clash[];
}

/** Plans of the namespaces for which anything has to be rendered. */
export function egressPlans(mesh: ResolvedMesh): EgressPlan[] {
  const registryOnly = mesh.egressPolicy === EgressPolicy.RegistryOnly;
  const open = registryOnly ? [] : servicesToShape(mesh);
  return mesh.namespaces
    .filter((namespace) => hasProxies(mesh, namespace))
    .flatMap(({ name }) => {
      const services = registryOnly
        ? mesh.externalServices.filter((service) => isPermitted(service, name))
        : open;
      return registryOnly || services.length > 0 ? [planOf(mesh, name, services)] : [];
    });
}

function isPermitted({ everyone, namespaces }: ResolvedExternalService, namespace: string): boolean {
  return everyone || namespaces.includes(namespace);
}

/** Whether calls in clear text get timeouts or retries. */
export function isTreated(
  { requestTimeoutMs, responseTimeoutMs, idleTimeoutMs }: ResolvedExternalService,
  { protocol, retries }: ResolvedExternalPort,
): boolean {
  if (!carriesRequests(protocol)) return false;
  return [requestTimeoutMs, responseTimeoutMs, idleTimeoutMs, retries].some((each) => each !== undefined);
}

function isBytes({ protocol }: ResolvedExternalPort): boolean {
  return protocol === Protocol.Tcp || protocol === Protocol.Opaque;
}

/** Where everything may go out anyway: all services, if there is one whose calls are to be treated or not to be inspected. */
function servicesToShape({ externalServices }: ResolvedMesh): readonly ResolvedExternalService[] {
  const needed = externalServices.some((service) =>
    service.ports.some((port) => isTreated(service, port) || (isBytes(port) && service.networks.length > 0)),
  );
  return needed ? externalServices : [];
}

interface Member {
  readonly service: ResolvedExternalService;
  readonly port: ResolvedExternalPort;
}

function planOf(
  mesh: ResolvedMesh,
  namespace: string,
  services: readonly ResolvedExternalService[],
): EgressPlan {
  const cidrs = services.flatMap(({ networks }) => networks);
  const networks = disjointNetworks(cidrs, mesh.controlPlane.clusterNetworks);
  const open = mesh.egressPolicy === EgressPolicy.AllowAny;
  const routes: EgressRoute[] = [];
  const clashes: Clash[] = [];
  for (const network of networks) {
    const inside = services.filter((service) => covers(service, network));
    for (const number of portsOf(inside)) {
      const members = inside.flatMap((service) =>
        service.ports.filter(({ port }) => port === number).map((port) => ({ service, port })),
      );
      const { rendered, clashing } = choose(members, network, open);
      routes.push(...rendered);
      clashes.push(...clashing);
    }
  }
  return { namespace, networks, routes, clashes };
}

function portsOf(services: readonly ResolvedExternalService[]): number[] {
  return [...new Set(services.flatMap(({ ports }) => ports.map(({ port }) => port)))].sort((a, b) => a - b);
}

/** Whether a service is at every address of a network. A service by hosts alone may be anywhere. */
function covers({ networks }: ResolvedExternalService, { range }: EgressNetwork): boolean {
  if (networks.length === 0) return true;
  return range !== undefined && networks.some((cidr) => holds(cidr, range));
}

function holds(cidr: string, range: NonNullable<EgressNetwork["range"]>): boolean {
  const outer = parseCidr(cidr);
  return outer !== undefined && containsRange(outer, range);
}

function choose(
  members: readonly Member[],
  network: EgressNetwork,
  open: boolean,
): { rendered: EgressRoute[]; clashing: Clash[] } {
  const bytes = members.filter(({ service, port }) => isBytes(port) && service.networks.length > 0);
  const treated = members.some(({ service, port }) => isTreated(service, port));
  // A route of bytes takes everything on the port, so that nothing else is looked at.
  if (bytes.length > 0) {
    const rendered = bytes.map((member) => routeOf(member, network, "TCPRoute", []));
    return { rendered, clashing: treated ? clash(members) : [] };
  }
  const looked = members.filter(({ port }) => !isBytes(port));
  const clear = looked.filter(({ port }) => carriesRequests(port.protocol));
  // What is not treated needs no route where everything may go out, except to stand apart from what is.
  const relevant = open ? (treated ? clear : []) : looked;
  const kinds = new Set(relevant.map(({ port }) => kindOf(port.protocol)));
  if (kinds.size > 1 || (open && kinds.has("GRPCRoute"))) return { rendered: [], clashing: clash(relevant) };
  return { rendered: relevant.flatMap((member) => ownRoute(member, relevant, network)), clashing: [] };
}

function clash(members: readonly Member[]): Clash[] {
  return members.map(({ service, port }) => ({
    service,
    port: port.port,
    others: members.map((other) => other.service).filter((other) => other !== service),
  }));
}

export function kindOf(protocol: Protocol): RouteKind {
  switch (protocol) {
    case Protocol.Http:
    case Protocol.Http2:
      return "HTTPRoute";
    case Protocol.Grpc:
      return "GRPCRoute";
    case Protocol.Tls:
      return "TLSRoute";
    case Protocol.Tcp:
    case Protocol.Opaque:
      return "TCPRoute";
  }
}

/** The route for the hosts that no other service names more closely by its addresses. */
function ownRoute(member: Member, members: readonly Member[], network: EgressNetwork): EgressRoute[] {
  const kind = kindOf(member.port.protocol);
  const hosts = hostsOf(member).filter((host) =>
    members.every(
      (other) => !hostsOf(other).includes(host) || closeness(other, network) <= closeness(member, network),
    ),
  );
  if (hosts.length === 0) return [];
  return [
    routeOf(
      member,
      network,
      kind,
      hosts.filter((host) => host !== ""),
    ),
  ];
}

function hostsOf({ service }: Member): readonly string[] {
  return service.hosts.length === 0 ? [""] : service.hosts;
}

function closeness({ service }: Member, { range }: EgressNetwork): number {
  if (range === undefined) return -1;
  const holding = service.networks.filter((cidr) => holds(cidr, range));
  return Math.max(-1, ...holding.map((cidr) => parseCidr(cidr)?.prefixLength ?? -1));
}

function routeOf(
  { service, port }: Member,
  network: EgressNetwork,
  kind: RouteKind,
  hosts: readonly string[],
): EgressRoute {
  return { service, port, network, kind, hosts };
}
