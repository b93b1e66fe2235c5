import type { HeaderChanges, PathModifier, PortDefinition, RouteDefinition } from "../definition";
import { childPath, quote } from "../problem";
import { durationMilliseconds } from "../values/duration";
import { sameHeader } from "./conditions";
import { portsMeant, report, type ServiceUnderCheck, type ValidationContext } from "./context";
import { checkReference } from "./references";

/** What routes do besides leading requests is meant, possible on their ports, and does not contradict itself. */
export function checkRouteActions(context: ValidationContext): void {
  for (const service of context.services) {
    (service.definition.routes ?? []).forEach((route, index) => {
      const path = childPath(service.path, "routes", index);
      const ports = portsMeant(service.definition.ports, route.ports);
      checkAddress(context, route, ports, path);
      checkRedirectAlone(context, route, path);
      checkHeaders(context, route.requestHeaders, childPath(path, "requestHeaders"));
      checkHeaders(context, route.responseHeaders, childPath(path, "responseHeaders"));
      checkMirror(context, service, route, ports, path);
      checkFaults(context, route, path);
    });
  }
}

/** A redirect or rewrite names something new, and what it replaces is there. */
export function checkAddress(
  context: ValidationContext,
  route: Pick<RouteDefinition, "redirect" | "rewrite" | "matches">,
  ports: readonly PortDefinition[],
  path: string,
): void {
  for (const field of ["redirect", "rewrite"] as const) {
    const action = route[field];
    if (!action) continue;
    const modifier = action.path;
    const changed = Object.entries(action).filter(
      ([name, value]) => name !== "status" && value !== undefined,
    );
    if (changed.length === 0) {
      report(context, [path, field], {
        message: "names nothing that is new",
        rule: `A ${field} changes ${field === "redirect" ? "scheme, host, port or path" : "host or path"}`,
        fix: "Name what changes, or remove it",
      });
    }
    if (ports.some(({ protocol }) => protocol === "grpc")) {
      report(context, [path, field], {
        message: "is for a grpc port",
        rule: "A gRPC call is its path: there is no other address to answer or rewrite it with",
        fix: "Lead the calls to another service by backends",
      });
    }
    if (modifier) checkModifier(context, modifier, route, childPath(path, field, "path"));
  }
}

function checkModifier(
  context: ValidationContext,
  { type, value }: PathModifier,
  { matches }: Pick<RouteDefinition, "matches">,
  path: string,
): void {
  if (!/^\/[^?#\s]*$/.test(value)) {
    report(context, [path, "value"], {
      message: `is not a path (got ${quote(value)})`,
      rule: "A path starts with / and holds no query, fragment or blank",
      fix: value.startsWith("/") ? "Leave out what follows the path" : `Write ${quote(`/${value}`)}`,
    });
  }
  // A route for everything matches by the prefix of the root.
  const prefixes = (matches ?? []).every((match) => (match.path?.type ?? "PathPrefix") === "PathPrefix");
  if (type === "ReplacePrefixMatch" && !prefixes) {
    report(context, [path, "type"], {
      message: "replaces a prefix that not every match has",
      rule: "The prefix that is replaced is the one by which the route matched",
      fix: "Match by PathPrefix, or use ReplaceFullPath",
    });
  }
}

function checkRedirectAlone(context: ValidationContext, route: RouteDefinition, path: string): void {
  if (!route.redirect) return;
  const { backends, timeouts, retries, rewrite, requestHeaders, responseHeaders, mirror, faults } = route;
  const others = { backends, timeouts, retries, rewrite, requestHeaders, responseHeaders, mirror, faults };
  for (const [field, value] of Object.entries(others)) {
    if (value === undefined) continue;
    report(context, [path, field], {
      message: "has no effect beside a redirect",
      rule: "The caller's proxy answers such a request itself: it goes nowhere",
      fix: "Remove one of the two",
    });
  }
}

/** Headers that frame a message or belong to one connection, and the host, which is the request's address. */
const framing = [
  "connection",
  "content-length",
  "host",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
];

function checkHeaders(context: ValidationContext, changes: HeaderChanges | undefined, path: string): void {
  if (!changes) return;
  const { set = [], add = [], remove = [] } = changes;
  const named = [
    ...set.map(({ name }, index) => ({ name, at: childPath(path, "set", index, "name") })),
    ...add.map(({ name }, index) => ({ name, at: childPath(path, "add", index, "name") })),
    ...remove.map((name, index) => ({ name, at: childPath(path, "remove", index) })),
  ];
  if (named.length === 0) {
    report(context, [path], {
      message: "changes no header",
      rule: "Changes are set, add or remove",
      fix: "Name a header, or remove the field",
    });
  }
  named.forEach(({ name, at }, index) => {
    if (named.slice(0, index).some((before) => sameHeader(before.name, name))) {
      report(context, [at], {
        message: `is changed twice (got ${quote(name)})`,
        rule: "Header names are the same whatever their case, and of two changes it would be chance which holds",
        fix: "Remove one",
      });
    }
    if (framing.includes(name.toLowerCase())) {
      report(context, [at], {
        message: `frames the message and cannot be changed (got ${quote(name)})`,
        rule: "The host is the request's address, and the rest is between one proxy and the next",
        fix: name.toLowerCase() === "host" ? "Use rewrite, or backends" : "Leave it out",
      });
    }
  });
}

function checkMirror(
  context: ValidationContext,
  service: ServiceUnderCheck,
  { mirror }: RouteDefinition,
  ports: readonly PortDefinition[],
  path: string,
): void {
  if (!mirror) return;
  const id = checkReference(context, service, mirror.service, [path, "mirror", "service"]);
  const target = context.services.find((candidate) => candidate.id === id);
  if (!target?.portsKnown) return;
  const declared = (target.definition.ports ?? []).map(({ port }) => port);
  const wanted = mirror.port === undefined ? ports.map(({ port }) => port) : [mirror.port];
  for (const port of wanted.filter((candidate) => !declared.includes(candidate))) {
    report(context, [path, "mirror", "port"], {
      message: `leads to a port that ${target.id} does not have (got ${String(port)})`,
      rule: `Its ports are ${declared.join(", ") || "none"}`,
      fix: "Name that service's own port",
    });
  }
}

function checkFaults(context: ValidationContext, { faults }: RouteDefinition, path: string): void {
  if (!faults) return;
  if (faults.delay === undefined && faults.abort === undefined) {
    report(context, [path, "faults"], {
      message: "injects nothing",
      rule: "A fault is a delay, an abort or both",
      fix: "Add one, or remove the field",
    });
  }
  if (faults.delay === undefined || durationMilliseconds(faults.delay.duration) > 0) return;
  report(context, [path, "faults", "delay", "duration"], {
    message: `is zero (got ${quote(faults.delay.duration)})`,
    rule: "A delay lasts",
    fix: "Name a time, or remove the delay",
  });
}
