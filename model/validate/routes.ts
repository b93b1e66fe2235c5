import type { PortDefinition, RouteDefinition, RouteMatch } from "../definition";
import { childPath, quote } from "../problem";
import { reportUnknownPort } from "./access";
import { checkConditions, checkExpression, sameHeader, sameParameter } from "./conditions";
import {
  carriesRequests,
  portsMeant,
  report,
  type ServiceUnderCheck,
  type ValidationContext,
} from "./context";
import { checkReference } from "./references";

/** Name that the package gives to the route which serves what no other route matches. */
export const defaultRouteName = "default";

/** Routes are told apart, can match, and lead somewhere. */
export function checkRoutes(context: ValidationContext): void {
  for (const service of context.services) {
    const names = new Map<string, number>();
    const matches = new Map<string, string>();
    (service.definition.routes ?? []).forEach((route, index) => {
      const path = childPath(service.path, "routes", index);
      checkName(context, route.name, names.get(route.name), path);
      names.set(route.name, names.get(route.name) ?? index);
      const ports = checkRoutePorts(context, service, route, path);
      if (checkConnections(context, service, route, ports, path)) return;
      (route.matches ?? []).forEach((match, i) => {
        checkMatch(context, match, ports, childPath(path, "matches", i));
      });
      checkDuplicates(context, route, ports, matches, path);
      checkBackends(context, service, route, ports, path);
    });
  }
}

function checkName(context: ValidationContext, name: string, before: number | undefined, path: string): void {
  if (before !== undefined) {
    report(context, [path, "name"], {
      message: `is taken (got ${quote(name)}, as routes[${String(before)}])`,
      rule: "A route's name is unique in its service",
      fix: "Rename one of them",
    });
  }
  if (name !== defaultRouteName) return;
  report(context, [path, "name"], {
    message: `is reserved (got ${quote(name)})`,
    rule: "That is the route which serves what no other matches, with the service's own timeouts and retries",
    fix: "Rename it, or move its timeouts and retries to the service",
  });
}

function checkRoutePorts(
  context: ValidationContext,
  service: ServiceUnderCheck,
  route: RouteDefinition,
  path: string,
): PortDefinition[] {
  const declared = (service.definition.ports ?? []).map(({ port }) => port);
  (route.ports ?? []).forEach((port, index) => {
    if (!service.portsKnown || declared.includes(port)) return;
    reportUnknownPort(context, [path, "ports", index], port, declared);
  });
  return portsMeant(service.definition.ports, route.ports);
}

/**
 * Where no requests are seen, a route shares connections out and can do nothing else.
 * @returns whether the route is for such ports, about which no more is to be said
 */
function checkConnections(
  context: ValidationContext,
  service: ServiceUnderCheck,
  route: RouteDefinition,
  ports: readonly PortDefinition[],
  path: string,
): boolean {
  const blind = ports.filter(({ protocol }) => !carriesRequests(protocol));
  const [first] = blind;
  if (!first) return false;
  if (blind.length < ports.length) {
    report(context, [path, "ports"], {
      message: `are ports with requests and ports without (got ${ports.map(({ port, protocol }) => `${String(port)} ${protocol}`).join(", ")})`,
      rule: "On http, http2 and grpc ports requests are led, on others connections",
      fix: "Write a route for each of the two",
    });
    return true;
  }
  const { backends } = route;
  for (const field of Object.keys(route).filter((key) => !["name", "ports", "backends"].includes(key))) {
    report(context, [path, field], {
      message: `is for a port on which no requests are seen (got port ${String(first.port)}, which speaks ${first.protocol})`,
      rule: "There, a route has a name, ports and backends: connections are shared out, and nothing in them is looked at",
      fix: "Remove it, or declare the protocol that is spoken",
    });
  }
  if (backends === undefined) {
    report(context, [path, "backends"], {
      message: `are missing (the route is for port ${String(first.port)}, which speaks ${first.protocol})`,
      rule: "On such a port a route does nothing but share connections out",
      fix: "Add backends, or remove the route",
    });
  }
  checkSoleRoute(context, service, route, blind, path);
  checkBackends(context, service, route, ports, path);
  return true;
}

/** Connections have nothing by which two routes could be told apart. */
function checkSoleRoute(
  context: ValidationContext,
  { definition }: ServiceUnderCheck,
  route: RouteDefinition,
  ports: readonly PortDefinition[],
  path: string,
): void {
  const others = (definition.routes ?? []).filter(
    (other, index, all) => other !== route && index < all.indexOf(route),
  );
  for (const { port } of ports) {
    const other = others.find((candidate) =>
      portsMeant(definition.ports, candidate.ports).some((meant) => meant.port === port),
    );
    const { canary } = definition;
    const shared = canary && portsMeant(definition.ports, canary.ports).some((meant) => meant.port === port);
    const taken = other ? `route ${quote(other.name)}` : shared ? "the canary" : undefined;
    if (taken === undefined) continue;
    report(context, [path], {
      message: `shares out port ${String(port)}, as does ${taken}`,
      rule: "Connections have nothing by which two shares could be told apart",
      fix: "Keep one of the two",
    });
  }
}

/** A match can be met by requests of the ports that a route is for. */
export function checkMatch(
  context: ValidationContext,
  match: RouteMatch,
  ports: readonly PortDefinition[],
  path: string,
): void {
  if (match.path && match.path.type !== "RegularExpression" && !match.path.value.startsWith("/")) {
    report(context, [path, "path", "value"], {
      message: `is not a path (got ${quote(match.path.value)})`,
      rule: "A path starts with /",
      fix: `Write ${quote(`/${match.path.value}`)}`,
    });
  }
  if (match.path?.type === "RegularExpression")
    checkExpression(context, match.path.value, [path, "path", "value"]);
  checkConditions(context, match.headers, sameHeader, [path, "headers"]);
  checkConditions(context, match.query, sameParameter, [path, "query"]);
  const grpcPorts = ports.filter(({ protocol }) => protocol === "grpc");
  if (match.grpc && grpcPorts.length < ports.length) {
    report(context, [path, "grpc"], {
      message: "names a gRPC method on a port that does not speak grpc",
      rule: "gRPC methods are seen on grpc ports",
      fix: "Limit the route by ports, or use path and method",
    });
  }
  if ((match.path ?? match.method ?? match.query) !== undefined && grpcPorts.length > 0) {
    report(context, [path], {
      message: "matches HTTP path, method or query on a grpc port",
      rule: "On grpc ports a route matches gRPC service and method, and headers",
      fix: `Use grpc: { service: "…", method: "…" }`,
    });
  }
}

function checkDuplicates(
  context: ValidationContext,
  route: RouteDefinition,
  ports: readonly PortDefinition[],
  seen: Map<string, string>,
  path: string,
): void {
  (route.matches ?? [{}]).forEach((match, index) => {
    for (const { port } of ports) {
      const key = `${String(port)} ${canonical(match)}`;
      const before = seen.get(key);
      if (before === undefined) seen.set(key, route.name);
      else {
        report(context, [path, "matches", index], {
          message: `matches the same requests as route ${quote(before)} on port ${String(port)}`,
          rule: "Of two equal matches only one can be taken",
          fix: "Remove one, or narrow it",
        });
      }
    }
  });
}

/** Text that is equal for equal matches, whatever the order of keys and headers and whether defaults are written out. */
export function canonical(match: RouteMatch): string {
  const values = (list: RouteMatch["headers"]): string[] =>
    (list ?? [])
      .map(({ name, type, value }) => JSON.stringify([name.toLowerCase(), type ?? "Exact", value]))
      .sort();
  const path =
    match.path && !isEverything(match.path) ? [match.path.type ?? "PathPrefix", match.path.value] : null;
  const grpc = match.grpc ? [match.grpc.service, match.grpc.method ?? null] : null;
  return JSON.stringify([match.method ?? null, path, values(match.headers), values(match.query), grpc]);
}

function isEverything(path: NonNullable<RouteMatch["path"]>): boolean {
  return (path.type ?? "PathPrefix") === "PathPrefix" && path.value === "/";
}

function checkBackends(
  context: ValidationContext,
  service: ServiceUnderCheck,
  route: RouteDefinition,
  ports: readonly PortDefinition[],
  path: string,
): void {
  const { backends } = route;
  if (!backends) return;
  if (backends.reduce((sum, { weight = 1 }) => sum + weight, 0) === 0) {
    report(context, [path, "backends"], {
      message: "have weights that sum to zero (got 0)",
      rule: "The shares of a route sum to more than zero, else every request fails",
      fix: "Raise a weight, or remove backends to serve from the service itself",
    });
  }
  backends.forEach((backend, index) => {
    const id = checkReference(context, service, backend.service, [path, "backends", index, "service"]);
    const target = context.services.find((candidate) => candidate.id === id);
    if (!target?.portsKnown) return;
    const targetPorts = (target.definition.ports ?? []).map(({ port }) => port);
    const wanted = backend.port === undefined ? ports.map(({ port }) => port) : [backend.port];
    for (const port of wanted.filter((candidate) => !targetPorts.includes(candidate))) {
      report(context, [path, "backends", index, "port"], {
        message: `leads to a port that ${target.id} does not have (got ${String(port)})`,
        rule: `Its ports are ${targetPorts.join(", ") || "none"}`,
        fix: "Name the backend's own port",
      });
    }
  });
}
