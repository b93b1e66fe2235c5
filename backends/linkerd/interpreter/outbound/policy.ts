import type { Cluster, ServiceObject } from "../cluster";
import { findBest } from "../matching/best";
import { grpcWithoutMatches, rankGrpc } from "../matching/grpc";
import { httpWithoutMatches, rankHttp } from "../matching/http";
import type { ProxyRequest } from "../matching/request";
import { includesPort } from "../ports";
import { readHttpRetry } from "./annotations";
import { readBalancing, readBreaker, type Balancing, type Breaker } from "./balancer";
import { connectionRouteOf, type ConnectionRoute } from "./connections";
import {
  defaultOutboundRoute,
  grpcRoutesOf,
  httpRoutesOf,
  type GrpcOutboundRoute,
  type HttpOutboundRoute,
} from "./routes";

/** What the control plane tells a caller's proxy about a port of a Service. */
export type OutboundPolicy =
  | {
      readonly kind: "detect" | "http1" | "http2";
      readonly routes: readonly HttpOutboundRoute[];
      readonly breaker: Breaker | undefined;
    }
  | {
      readonly kind: "grpc";
      readonly routes: readonly GrpcOutboundRoute[];
      readonly breaker: Breaker | undefined;
    }
  /** Bytes are carried and nothing in them is looked at; a route shares connections out. */
  | { readonly kind: "opaque"; readonly route: ConnectionRoute | undefined }
  /** The Service does not declare the port: connections are refused. */
  | { readonly kind: "undefined-port" };

/** Policy for callers of one namespace; nothing when there is no such Service. */
export function outboundPolicy(
  cluster: Cluster,
  callerNamespace: string,
  target: { readonly namespace: string; readonly name: string; readonly port: number },
): OutboundPolicy | undefined {
  const service = cluster.services.get(`${target.namespace}/${target.name}`);
  if (!service) return undefined;
  const port = service.ports.find((candidate) => candidate.port === target.port);
  if (!port) return { kind: "undefined-port" };
  const protocol = protocolOf(cluster, service, port);
  const hasAddress = service.hasClusterIp ?? true;
  const connections = hasAddress ? connectionRouteOf(cluster, target, callerNamespace) : undefined;
  if (protocol === "opaque") return { kind: "opaque", route: connections };
  const breaker = readBreaker(service.annotations ?? {});
  const grpc = hasAddress && protocol !== "http1" ? grpcRoutesOf(cluster, target, callerNamespace) : [];
  if (grpc.length > 0) return { kind: "grpc", routes: grpc, breaker };
  const http = hasAddress ? httpRoutesOf(cluster, target, callerNamespace) : [];
  // Without routes for requests, one for connections makes the port opaque to callers, whatever is spoken on it.
  if (http.length === 0 && connections && protocol === "detect")
    return { kind: "opaque", route: connections };
  const routes = http.length > 0 ? http : [defaultOutboundRoute(cluster, target, readHttpRetry)];
  return { kind: protocol, routes, breaker };
}

/** How callers choose an endpoint of a Service; nothing when there is no such Service. */
export function balancingOf(
  cluster: Cluster,
  target: { readonly namespace: string; readonly name: string },
): Balancing | undefined {
  const service = cluster.services.get(`${target.namespace}/${target.name}`);
  return service && readBalancing(service);
}

/** `appProtocol` comes first; any that Linkerd does not know makes the port opaque. */
function protocolOf(
  { settings }: Cluster,
  { annotations = {} }: ServiceObject,
  { port, appProtocol }: ServiceObject["ports"][number],
): "detect" | "http1" | "http2" | "opaque" {
  switch (appProtocol?.toLowerCase()) {
    case "http":
      return "http1";
    case "kubernetes.io/h2c":
      return "http2";
    case undefined: {
      const list = annotations["config.linkerd.io/opaque-ports"] ?? settings.defaultOpaquePorts.join(",");
      return includesPort(list, port) ? "opaque" : "detect";
    }
    default:
      return "opaque";
  }
}

/** The rule of a route that a caller's proxy takes. */
export type OutboundDecision =
  | { readonly outcome: "http"; readonly route: string; readonly rule: HttpOutboundRoute["rules"][number] }
  | { readonly outcome: "grpc"; readonly route: string; readonly rule: GrpcOutboundRoute["rules"][number] }
  /** HTTP 404, gRPC NOT_FOUND. */
  | { readonly outcome: "no-route" }
  | { readonly outcome: "opaque"; readonly connections: ConnectionRoute | undefined }
  | { readonly outcome: "refused" };

/** Decides as the proxy of a caller does. */
export function decideOutbound(policy: OutboundPolicy, request: ProxyRequest): OutboundDecision {
  switch (policy.kind) {
    case "undefined-port":
      return { outcome: "refused" };
    case "opaque":
      return { outcome: "opaque", connections: policy.route };
    case "grpc": {
      const best = findBest(policy.routes, request, rankGrpc, grpcWithoutMatches);
      return best ? { outcome: "grpc", route: best.route.name, rule: best.rule } : { outcome: "no-route" };
    }
    case "detect":
    case "http1":
    case "http2": {
      const best = findBest(policy.routes, request, rankHttp, httpWithoutMatches);
      return best ? { outcome: "http", route: best.route.name, rule: best.rule } : { outcome: "no-route" };
    }
  }
}
