import {
  ListenerProtocol,
  type GatewayDefinition,
  type GatewayListener,
  type GatewayRoute,
  type PortDefinition,
} from "../definition";
import { childPath, didYouMean, joinPath, quote } from "../problem";
import { EntryKind } from "../resolve/resolved-gateway";
import { durationMilliseconds } from "../values/duration";
import { splitServiceId } from "../values/names";
import { report, type ValidationContext } from "./context";
import { carries, entryKindOf, listenersMeant, sharesHosts } from "./entry";
import { checkGatewayBackends } from "./gateway-backends";
import { checkOverlaps, type RouteUnderCheck } from "./gateway-overlaps";
import { checkAddress } from "./route-actions";
import { checkMatch } from "./routes";

/** Routes of gateways lead somewhere, from listeners that can carry them, and are told apart. */
export function checkGatewayRoutes(context: ValidationContext): void {
  for (const [id, gateway] of Object.entries(context.definition.gateways ?? {})) {
    const namespace = splitServiceId(id)?.namespace ?? "";
    const names = new Set<string>();
    const seen: RouteUnderCheck[] = [];
    (gateway.routes ?? []).forEach((route, index) => {
      const path = childPath(joinPath("gateways", id), "routes", index);
      if (names.has(route.name)) {
        report(context, [path, "name"], {
          message: `is taken (got ${quote(route.name)})`,
          rule: "A route's name is unique in its gateway",
          fix: "Rename one of them",
        });
      }
      names.add(route.name);
      checkListenerNames(context, gateway, route, path);
      checkTarget(context, route, path);
      const ports = checkGatewayBackends(context, route, namespace, path);
      const kind = ports === undefined ? undefined : kindOf(context, route, ports, path);
      checkTimeouts(context, route, path);
      if (ports === undefined || kind === undefined) return;
      checkContent(context, route, { kind, ports, path });
      const listeners = checkListeners(context, gateway, route, { kind, path });
      seen.push({ route, kind, listeners, path });
    });
    checkOverlaps(context, seen);
  }
}

function checkListenerNames(
  context: ValidationContext,
  { listeners }: GatewayDefinition,
  route: GatewayRoute,
  path: string,
): void {
  const known = listeners.map(({ name }) => name);
  (route.listeners ?? []).forEach((name, index) => {
    if (known.includes(name)) return;
    report(context, [path, "listeners", index], {
      message: `names a listener that the gateway does not have (got ${quote(name)})`,
      rule: `Its listeners are ${known.join(", ")}`,
      fix: didYouMean(name, known) || "Declare it, or name another",
    });
  });
}

function checkTarget(context: ValidationContext, route: GatewayRoute, path: string): void {
  const { backends, redirect, timeouts } = route;
  if ((backends === undefined) === (redirect === undefined)) {
    report(context, [path], {
      message: backends === undefined ? "leads nowhere" : "leads to backends and redirects",
      rule: "A route of a gateway has either backends or a redirect",
      fix: backends === undefined ? `Add backends: [{ service: "<service>" }]` : "Remove one of the two",
    });
  }
  if (!redirect) return;
  checkAddress(context, { redirect, ...(route.matches && { matches: route.matches }) }, [], path);
  if (timeouts === undefined) return;
  report(context, [path, "timeouts"], {
    message: "have no effect beside a redirect",
    rule: "The gateway answers such a request itself: there is nothing to wait for",
    fix: "Remove one of the two",
  });
}

/** What the gateway looks at; nothing when its backends disagree. */
function kindOf(
  context: ValidationContext,
  route: GatewayRoute,
  ports: readonly PortDefinition[],
  path: string,
): EntryKind | undefined {
  const kinds = [...new Set(ports.map(({ protocol }) => entryKindOf(protocol)))];
  if (kinds.length < 2) return route.redirect ? EntryKind.Http : kinds[0];
  report(context, [path, "backends"], {
    message: `speak what a gateway cannot take for one thing (got ${[...new Set(ports.map(({ protocol }) => protocol))].join(", ")})`,
    rule: "A route is one of HTTP requests (http, http2), of gRPC calls (grpc) or of TLS connections (tls, tcp, opaque)",
    fix: "Write a route for each",
  });
  return undefined;
}

function checkTimeouts(context: ValidationContext, { timeouts }: GatewayRoute, path: string): void {
  const { request, backendRequest } = timeouts ?? {};
  if (request === undefined || backendRequest === undefined) return;
  if (durationMilliseconds(backendRequest) <= durationMilliseconds(request)) return;
  report(context, [path, "timeouts", "backendRequest"], {
    message: `is longer than all tries together (got ${quote(backendRequest)}, with request ${quote(request)})`,
    rule: "One try ends no later than the request",
    fix: "Shorten it, or raise request",
  });
}

interface Meant {
  readonly kind: EntryKind;
  readonly ports: readonly PortDefinition[];
  readonly path: string;
}

function checkContent(context: ValidationContext, route: GatewayRoute, { kind, ports, path }: Meant): void {
  const { matches, timeouts } = route;
  if (kind !== EntryKind.Tls) {
    (matches ?? []).forEach((match, index) => {
      if (route.redirect && match.grpc) {
        report(context, [path, "matches", index, "grpc"], {
          message: "names a gRPC method beside a redirect",
          rule: "gRPC clients follow no redirects",
          fix: "Match by path, or lead the calls by backends",
        });
      }
      checkMatch(context, match, ports, childPath(path, "matches", index));
    });
  }
  const idle = [
    ...(kind === EntryKind.Tls && matches ? ["matches"] : []),
    ...(kind !== EntryKind.Http && timeouts ? ["timeouts"] : []),
  ];
  for (const field of idle) {
    report(context, [path, field], {
      message: `cannot be had for ${kind === EntryKind.Tls ? "TLS connections" : "gRPC calls"}`,
      rule:
        kind === EntryKind.Tls
          ? "Of a TLS connection a gateway sees the server name and nothing else"
          : "Gateway API has no timeouts for gRPC calls",
      fix:
        kind === EntryKind.Grpc
          ? "Remove it; timeouts of the service hold"
          : "Remove it, or lead by hostnames alone",
    });
  }
}

function checkListeners(
  context: ValidationContext,
  { listeners }: GatewayDefinition,
  route: GatewayRoute,
  { kind, path }: Omit<Meant, "ports">,
): GatewayListener[] {
  (route.listeners ?? []).forEach((name, index) => {
    const listener = listeners.find((candidate) => candidate.name === name);
    const problem = listener && misfit(listener, route, kind);
    if (problem) report(context, [path, "listeners", index], problem);
  });
  const meant = listenersMeant(listeners, route, kind);
  if (meant.length === 0 && route.listeners === undefined) {
    report(context, [path], {
      message: `is carried by no listener (it takes ${sorts[kind]}${route.hostnames ? ` for ${route.hostnames.join(", ")}` : ""})`,
      rule: "A listener carries a route whose protocol and hosts are its own",
      fix: `Add a listener with protocol: ${kind === EntryKind.Tls ? `"TLS"` : `"HTTPS" or "HTTP"`}, or correct the hosts`,
    });
  }
  checkCircle(context, route, meant, path);
  return meant;
}

const sorts: Readonly<Record<EntryKind, string>> = {
  [EntryKind.Http]: "HTTP requests",
  [EntryKind.Grpc]: "gRPC calls",
  [EntryKind.Tls]: "TLS connections",
};

function misfit(
  listener: GatewayListener,
  route: GatewayRoute,
  kind: EntryKind,
): { message: string; rule: string; fix: string } | undefined {
  if (!carries(listener, kind)) {
    return {
      message: `cannot carry ${sorts[kind]} (got ${quote(listener.name)}, which speaks ${listener.protocol})`,
      rule: "Listeners of HTTP and HTTPS carry requests and calls, those of TLS connections",
      fix: "Name another listener",
    };
  }
  if (sharesHosts(listener, route)) return undefined;
  return {
    message: `has none of the route's hosts (got ${quote(listener.name)}, which is for ${listener.hostname ?? ""})`,
    rule: "A route is attached to a listener by a host that both have",
    fix: "Correct the hosts, or name another listener",
  };
}

/** What leads from HTTPS to HTTPS and changes nothing else leads clients in a circle. */
function checkCircle(
  context: ValidationContext,
  { redirect }: GatewayRoute,
  listeners: readonly GatewayListener[],
  path: string,
): void {
  if (redirect?.scheme === undefined) return;
  const { scheme, host, port, path: modifier } = redirect;
  const own = scheme === "https" ? ListenerProtocol.Https : ListenerProtocol.Http;
  const caught = listeners.find(({ protocol }) => protocol === own);
  if (!caught || host !== undefined || port !== undefined || modifier !== undefined) return;
  report(context, [path, "redirect"], {
    message: `leads back to where the request came in (got scheme ${scheme} on listener ${quote(caught.name)})`,
    rule: "A redirect names another place",
    fix: `Name the listeners whose clients are to be led there, for example listeners: ["http"]`,
  });
}
