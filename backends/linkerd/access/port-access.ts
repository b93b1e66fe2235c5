import {
  AccessMode,
  AnySource,
  MtlsMode,
  ProbeType,
  Protocol,
  carriesRequests,
  type FeatureId,
  type ResolvedPort,
  type ResolvedRequest,
  type ResolvedRule,
  type ResolvedService,
  type ResolvedSource,
} from "../../../model";
import { closeUnderIntersection, type Grant } from "./request-space";
import { callersOf, featuresOfSource, isEveryone, type Callers } from "./source";

/** How Linkerd's proxy reads a port. */
export type ProxyProtocol = "HTTP/1" | "HTTP/2" | "gRPC" | "opaque" | "TLS";

/** Who may send what to a port, in the form that Linkerd's objects have. */
export interface PortAccess {
  readonly proxyProtocol: ProxyProtocol;
  /** Callers of every request. */
  readonly everything: Callers;
  /** Requests with callers of their own; empty when no route needs to be attached. */
  readonly narrowed: readonly { readonly request: ResolvedRequest; readonly callers: Callers }[];
  readonly features: readonly FeatureId[];
}

const unauthenticated: ResolvedSource = {
  services: [],
  serviceAccounts: [],
  namespaces: [],
  networks: [],
  any: AnySource.Anyone,
  gateways: [],
  unproven: [],
};

/** Works out the access of a port. */
export function portAccess(service: ResolvedService, port: ResolvedPort): PortAccess {
  const rules = service.rules.filter((rule) => rule.ports.includes(port.port));
  const proxyProtocol = proxyProtocolOf(service, port);
  const wide = rules.filter((rule) => rule.requests === undefined);
  const everything = callersOf(wide.map((rule) => rule.source));
  const features = featuresOf(service, port, rules);
  if (isEveryone(everything) || !carriesRequests(port.protocol))
    return { proxyProtocol, everything, narrowed: [], features };
  const grants = [...ruleGrants(rules), ...probeGrants(service, port, rules)].map((grant) =>
    asSeenBy(proxyProtocol, grant),
  );
  const narrowed = closeUnderIntersection(grants).map(({ request, sources }) => ({
    request,
    callers: callersOf(sources),
  }));
  return { proxyProtocol, everything, narrowed, features };
}

function ruleGrants(rules: readonly ResolvedRule[]): Grant[] {
  return rules.flatMap((rule) =>
    (rule.requests ?? []).map((request) => ({ request, sources: [rule.source] })),
  );
}

/**
 * Linkerd lets HTTP probes through by itself as long as no route is attached, and never gRPC probes. TCP probes end at the
 * proxy and need nothing.
 */
function probeGrants(service: ResolvedService, port: ResolvedPort, rules: readonly ResolvedRule[]): Grant[] {
  const probes = service.probes.filter(({ targetPort }) => targetPort === port.targetPort);
  const routed =
    port.protocol === Protocol.Grpc ||
    probes.some(({ type }) => type === ProbeType.Grpc) ||
    rules.some((rule) => rule.requests !== undefined);
  return probes
    .filter(({ type }) => type === ProbeType.Grpc || routed)
    .map(({ type, path }) => ({
      request:
        type === ProbeType.Grpc
          ? { grpc: { service: "grpc.health.v1.Health", method: "Check" } }
          : { method: "GET" as const, path: { type: "Exact" as const, value: path } },
      sources: [unauthenticated],
    }));
}

/** On a port that is read as HTTP, a gRPC method is a path. */
function asSeenBy(proxyProtocol: ProxyProtocol, grant: Grant): Grant {
  const { grpc, ...rest } = grant.request;
  if (proxyProtocol === "gRPC" || grpc === undefined) return grant;
  const path =
    grpc.method === undefined
      ? ({ type: "PathPrefix", value: `/${grpc.service}` } as const)
      : ({ type: "Exact", value: `/${grpc.service}/${grpc.method}` } as const);
  return { ...grant, request: { ...rest, path } };
}

/**
 * The proxy's name for a protocol. A gRPC port is read as HTTP/2 where that is needed: Linkerd counts no requests and knows
 * no HTTP paths on ports that it reads as gRPC.
 */
function proxyProtocolOf(service: ResolvedService, port: ResolvedPort): ProxyProtocol {
  switch (port.protocol) {
    case Protocol.Http:
      return "HTTP/1";
    case Protocol.Http2:
      return "HTTP/2";
    case Protocol.Grpc: {
      const limited = service.rateLimit?.ports.includes(port.port) ?? false;
      const httpProbe = service.probes.some(
        ({ type, targetPort }) => type === ProbeType.Http && targetPort === port.targetPort,
      );
      return limited || httpProbe ? "HTTP/2" : "gRPC";
    }
    case Protocol.Tcp:
    case Protocol.Opaque:
      return "opaque";
    case Protocol.Tls:
      return "TLS";
  }
}

function featuresOf(
  service: ResolvedService,
  port: ResolvedPort,
  rules: readonly ResolvedRule[],
): FeatureId[] {
  const requests = rules.flatMap((rule) => rule.requests ?? []);
  const probes = service.probes.filter(({ targetPort }) => targetPort === port.targetPort);
  const { accessMode, mtls, definition } = service;
  return [
    `ports.${port.protocol}`,
    ...(definition.accessMode ? [`access.mode.service.${accessMode}` as const] : []),
    ...(!definition.accessMode && accessMode === AccessMode.Audit
      ? ["access.mode.namespace.audit" as const]
      : []),
    ...(definition.mtls ? [`mtls.service.${mtls}` as const] : []),
    ...(!definition.mtls && mtls === MtlsMode.Accepted ? ["mtls.namespace.accepted" as const] : []),
    ...rules.flatMap((rule) => featuresOfSource(rule.source)),
    ...(rules.some((rule) => rule.ports.length < service.ports.length) ? ["access.ports" as const] : []),
    ...(requests.some(({ method }) => method !== undefined) ? ["access.requests.methods" as const] : []),
    ...(requests.some(({ path }) => path !== undefined) ? ["access.requests.path" as const] : []),
    ...(requests.some(({ grpc }) => grpc !== undefined) ? ["access.requests.grpc" as const] : []),
    ...probes.map(({ type }): FeatureId => `probes.${type}`),
  ];
}
