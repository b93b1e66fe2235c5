import type { AccessRule, AccessSource, PortDefinition, RequestMatch } from "../definition";
import { childPath, quote } from "../problem";
import { containsRange, parseCidr } from "../values/cidr";
import { carriesRequests, report, type ServiceUnderCheck, type ValidationContext } from "./context";
import { checkJwtRequirement } from "./jwt";
import { checkGatewayReference, checkReference } from "./references";

/** Access rules name callers, ports and requests that exist and can be told apart. */
export function checkAccess(context: ValidationContext): void {
  for (const service of context.services) {
    for (const list of ["allow", "deny"] as const) {
      (service.definition[list] ?? []).forEach((rule, index) => {
        const path = childPath(service.path, list, index);
        checkSource(context, service, rule, path);
        checkPorts(context, service, rule, path);
        checkRequests(context, service, rule, path);
        checkJwtRequirement(context, service, rule, path);
      });
    }
  }
  const metrics = context.definition.observability?.metrics;
  (metrics?.allow ?? []).forEach((source, index) => {
    checkSource(context, { namespace: "" }, source, childPath("observability.metrics", "allow", index));
  });
}

function checkSource(
  context: ValidationContext,
  service: Pick<ServiceUnderCheck, "namespace">,
  source: AccessSource,
  path: string,
): void {
  const { from, fromServiceAccounts, fromGateways, fromNamespaces, fromNetworks } = source;
  const lists = [from, fromServiceAccounts, fromGateways, fromNamespaces, fromNetworks];
  if (source.fromAny === undefined && lists.every((list) => list === undefined || list.length === 0)) {
    report(context, [path], {
      message: "names no caller",
      rule: "A rule says whom it is for: from, fromServiceAccounts, fromGateways, fromNamespaces, fromNetworks or fromAny",
      fix: `Add from: ["<service>"]; to let nobody in, write allow: []`,
    });
  }
  (source.from ?? []).forEach((reference, index) =>
    checkReference(context, service, reference, [path, "from", index]),
  );
  (source.fromGateways ?? []).forEach((reference, index) => {
    checkGatewayReference(context, service, reference, [path, "fromGateways", index]);
  });
  (source.fromNetworks ?? []).forEach(({ cidr, except }, index) => {
    const outer = parseCidr(cidr);
    (except ?? []).forEach((inner, i) => {
      const range = parseCidr(inner);
      if (!outer || !range || (containsRange(outer, range) && inner !== cidr)) return;
      report(context, [path, "fromNetworks", index, "except", i], {
        message: `is not a part of ${cidr} (got ${quote(inner)})`,
        rule: "An exception lies inside its range and is smaller than it",
        fix: "Correct the range, or remove the exception",
      });
    });
  });
}

function checkPorts(
  context: ValidationContext,
  service: ServiceUnderCheck,
  rule: AccessRule,
  path: string,
): void {
  if (!service.portsKnown) return;
  const ports = (service.definition.ports ?? []).map(({ port }) => port);
  (rule.ports ?? []).forEach((port, index) => {
    if (!ports.includes(port)) reportUnknownPort(context, [path, "ports", index], port, ports);
  });
  if (ports.length === 0) {
    report(context, [path], {
      message: "is a rule about callers of a service that has no ports",
      rule: "A service without ports is a client only",
      fix: "Declare its ports, or remove the rule",
    });
  }
}

/** Reports a port that the service does not have. */
export function reportUnknownPort(
  context: ValidationContext,
  at: readonly [parent: string, ...segments: (string | number)[]],
  port: number,
  ports: readonly number[],
): void {
  report(context, at, {
    message: `is not a port of the service (got ${String(port)})`,
    rule: `Its ports are ${ports.join(", ") || "none"} (service ports, not target ports)`,
    fix: "Name one of them, or declare the port",
  });
}

function checkRequests(
  context: ValidationContext,
  service: ServiceUnderCheck,
  rule: AccessRule,
  path: string,
): void {
  if (rule.requests === undefined) return;
  const ports = (service.definition.ports ?? []).filter(
    ({ port }) => rule.ports === undefined || rule.ports.includes(port),
  );
  const blind = ports.filter(({ protocol }) => !carriesRequests(protocol));
  if (blind.length > 0) {
    report(context, [path, "requests"], {
      message: `narrows ports on which no requests are seen (got ${blind.map(({ port, protocol }) => `${String(port)} ${protocol}`).join(", ")})`,
      rule: "Requests are seen on http, http2 and grpc ports",
      fix: "Limit the rule by ports, or remove requests",
    });
  }
  rule.requests.forEach((request, index) => {
    checkRequest(context, request, ports, childPath(path, "requests", index));
  });
}

function checkRequest(
  context: ValidationContext,
  request: RequestMatch,
  ports: readonly PortDefinition[],
  path: string,
): void {
  if (request.path?.type === "RegularExpression") {
    report(context, [path, "path", "type"], {
      message: `cannot be used in an access rule (got "RegularExpression")`,
      rule: "Rules must be comparable with one another, so that the most specific one is known",
      fix: "Use Exact or PathPrefix",
    });
  } else if (request.path !== undefined && !request.path.value.startsWith("/")) {
    report(context, [path, "path", "value"], {
      message: `is not a path (got ${quote(request.path.value)})`,
      rule: "A path starts with /",
      fix: `Write ${quote(`/${request.path.value}`)}`,
    });
  }
  const protocols = new Set(ports.map(({ protocol }) => protocol));
  if (request.grpc !== undefined && [...protocols].some((protocol) => protocol !== "grpc")) {
    report(context, [path, "grpc"], {
      message: `names a gRPC method on ports that speak ${[...protocols].join(", ")}`,
      rule: "gRPC methods are seen on grpc ports",
      fix: `Set the port's protocol to "grpc", or use methods and path`,
    });
  }
  if ((request.path !== undefined || request.methods !== undefined) && protocols.has("grpc")) {
    report(context, [path], {
      message: "matches HTTP paths or methods on a grpc port",
      rule: "On grpc ports a request is named by its gRPC service and method",
      fix: `Use grpc: { service: "…", method: "…" }`,
    });
  }
}
