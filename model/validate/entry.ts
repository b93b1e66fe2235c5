import { ListenerProtocol, Protocol, type GatewayListener, type GatewayRoute } from "../definition";
import { hostsMeet } from "../values/hosts";
import { EntryKind } from "../resolve/resolved-gateway";

/** What a gateway looks at where backends speak a protocol. */
export function entryKindOf(protocol: Protocol): EntryKind {
  switch (protocol) {
    case Protocol.Http:
    case Protocol.Http2:
      return EntryKind.Http;
    case Protocol.Grpc:
      return EntryKind.Grpc;
    case Protocol.Tcp:
    case Protocol.Opaque:
    case Protocol.Tls:
      return EntryKind.Tls;
  }
}

/** Whether a listener can carry a kind of route. */
export function carries({ protocol }: Pick<GatewayListener, "protocol">, kind: EntryKind): boolean {
  return (protocol === ListenerProtocol.Tls) === (kind === EntryKind.Tls);
}

/** Whether any host is a listener's and a route's. */
export function sharesHosts(
  { hostname }: Pick<GatewayListener, "hostname">,
  { hostnames }: Pick<GatewayRoute, "hostnames">,
): boolean {
  return hostname === undefined || (hostnames ?? [hostname]).some((own) => hostsMeet(own, hostname));
}

/** Listeners that a route is for: those it names, else those that fit and are secret, else those that fit. */
export function listenersMeant(
  listeners: readonly GatewayListener[],
  route: Pick<GatewayRoute, "listeners" | "hostnames">,
  kind: EntryKind,
): GatewayListener[] {
  const { listeners: named } = route;
  if (named) return listeners.filter(({ name }) => named.includes(name));
  const fitting = listeners.filter((listener) => carries(listener, kind) && sharesHosts(listener, route));
  const secret = fitting.filter(({ protocol }) => protocol !== ListenerProtocol.Http);
  return secret.length > 0 ? secret : fitting;
}
