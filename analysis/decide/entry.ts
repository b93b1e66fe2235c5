import {
  EntryKind,
  ListenerProtocol,
  Protocol,
  byText,
  rankHosts,
  type GatewayTimeouts,
  type HostRank,
  type ResolvedGateway,
  type ResolvedGatewayRoute,
  type ResolvedListener,
  type ResolvedMesh,
  type RouteMatch,
} from "../../model";
import { decide, type Decision } from "./decide";
import { redirectTarget, type RedirectDecision } from "./redirect";
import { contentOf, type MeshRequest, type RequestContent } from "./request";
import { byRank, ranksOf } from "./route";

/** A request of a client outside the cluster, or a connection of one where TLS passes through. */
export interface EntryRequest extends Pick<
  MeshRequest,
  "method" | "path" | "headers" | "query" | "grpc" | "token"
> {
  /** Gateway that is called, `namespace/name`. */
  readonly gateway: string;
  /** Port of the gateway. */
  readonly port: number;
  /** Host that is asked for, without a port; with TLS the server name as well. */
  readonly host: string;
}

/** What becomes of it. */
export interface EntryDecision {
  /** Listener that takes it. Nothing: there is none for the port and host. */
  readonly listener: string | undefined;
  /** Route that takes it. Nothing: the gateway answers with 404, or closes the connection. */
  readonly route: { readonly name: string; readonly path: string } | undefined;
  /** The answer that the gateway gives instead of passing it on. */
  readonly redirect: RedirectDecision | undefined;
  readonly timeouts: GatewayTimeouts;
  /** Where it goes with which share, and what becomes there of a call of the gateway. */
  readonly backends: readonly {
    readonly service: string;
    readonly port: number;
    readonly weight: number;
    readonly call: Decision;
  }[];
}

/**
 * Decides from the definition alone what becomes of a request from outside. Behind the gateway it is a call of the gateway's identity,
 * whoever made it. Routes that others attach are not known here.
 * @throws RangeError when the mesh has no such gateway
 */
export function decideEntry(mesh: ResolvedMesh, request: EntryRequest): EntryDecision {
  const gateway = mesh.gateways.find(({ id }) => id === request.gateway);
  if (!gateway) throw new RangeError(`not a gateway of the mesh: ${request.gateway}`);
  const listener = listenerFor(gateway, request);
  const content = contentOf({ ...request, to: "" });
  const choice = listener && chooseEntry(gateway, listener, content);
  if (!choice) {
    return {
      listener: listener?.name,
      route: undefined,
      redirect: undefined,
      timeouts: {},
      backends: [],
    };
  }
  const { route, match } = choice;
  return {
    listener: listener.name,
    route: { name: route.name, path: route.path },
    redirect: redirectOf(listener, choice.route, match, {
      ...content,
      host: authorityOf(listener, request),
    }),
    timeouts: route.timeouts,
    backends: route.backends.map(({ namespace, name, port, weight }) => {
      const service = `${namespace}/${name}`;
      return { service, port, weight, call: callOf(mesh, gateway, request, { service, port }) };
    }),
  };
}

/** The call that the gateway makes: clients keep the host they asked for. */
function callOf(
  mesh: ResolvedMesh,
  { serviceAccount }: ResolvedGateway,
  request: EntryRequest,
  { service, port }: { readonly service: string; readonly port: number },
): Decision {
  // What a request says of the gateway it came in by means nothing to the service.
  return decide(mesh, { ...request, from: serviceAccount, to: service, port });
}

/** Of the port's listeners the one with the closest host. */
function listenerFor(
  { listeners }: ResolvedGateway,
  { port, host }: EntryRequest,
): ResolvedListener | undefined {
  return listeners
    .filter((listener) => listener.port === port)
    .flatMap((listener) => {
      const rank = rankHosts(listener.hostname === undefined ? [] : [listener.hostname], host);
      return rank ? [{ listener, rank }] : [];
    })
    .sort((a, b) => byHost(b.rank, a.rank))[0]?.listener;
}

interface EntryChoice {
  readonly route: ResolvedGatewayRoute;
  readonly match: RouteMatch;
}

/** Gateway API's precedence: the closest host, then the most specific match; what still ties goes to the first name. */
function chooseEntry(
  { routes }: ResolvedGateway,
  listener: ResolvedListener,
  content: RequestContent,
): EntryChoice | undefined {
  const candidates = routes
    .filter(({ listeners }) => listeners.includes(listener.name))
    .flatMap((route) => {
      const host = rankHosts(route.hostnames, content.host);
      return host ? ranked(route, content).map((fit) => ({ route, host, ...fit })) : [];
    });
  return candidates.sort(
    (a, b) => byHost(b.host, a.host) || byRank(b.rank, a.rank) || byText(a.route.name, b.route.name),
  )[0];
}

function ranked(
  route: ResolvedGatewayRoute,
  content: RequestContent,
): { readonly match: RouteMatch; readonly rank: number[] }[] {
  if (route.kind === EntryKind.Tls) return [{ match: {}, rank: [] }];
  const protocol = route.kind === EntryKind.Grpc ? Protocol.Grpc : Protocol.Http;
  return ranksOf({ protocol }, route, content);
}

function byHost(a: HostRank, b: HostRank): number {
  return a[0] - b[0] || a[1] - b[1];
}

function authorityOf({ port, protocol }: ResolvedListener, { host }: EntryRequest): string {
  const usual = protocol === ListenerProtocol.Https ? 443 : 80;
  return port === usual ? host : `${host}:${String(port)}`;
}

function redirectOf(
  { protocol }: ResolvedListener,
  { redirect }: ResolvedGatewayRoute,
  match: RouteMatch,
  content: RequestContent,
): RedirectDecision | undefined {
  if (!redirect) return undefined;
  const own = protocol === ListenerProtocol.Https ? "https" : "http";
  return { status: redirect.status, location: redirectTarget(redirect, match, content, own) };
}
