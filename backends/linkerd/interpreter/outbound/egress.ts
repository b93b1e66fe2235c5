import { containsRange, parseCidr } from "../../../../model/values/cidr";
import type { Manifest } from "../../../manifest";
import type { Cluster } from "../cluster";
import { findBest } from "../matching/best";
import { grpcWithoutMatches, rankGrpc, type GrpcMatch } from "../matching/grpc";
import { rankHost } from "../matching/host";
import { httpWithoutMatches, rankHttp, type HttpMatch } from "../matching/http";
import type { ProxyRequest } from "../matching/request";
import { matchesNetworks, type NetworkMatch } from "../networks";
import { createdAt, routesByAge } from "../order";
import { parentsOf, type ParentReference } from "../parents";
import type { Retry, StatusRange, Timeouts } from "./annotations";
import { readEgressRoutes, type EgressHttpRoute } from "./egress-routes";

/** What the control plane tells a caller's proxy about a port of an address outside the cluster. */
export type EgressPolicy =
  /** No EgressNetwork holds the address: everything goes out. */
  | { readonly kind: "fallback" }
  | {
      readonly kind: "detect";
      readonly allows: boolean;
      readonly routes: readonly EgressHttpRoute<HttpMatch, StatusRange>[];
    }
  | {
      readonly kind: "grpc";
      readonly allows: boolean;
      readonly routes: readonly EgressHttpRoute<GrpcMatch, string>[];
    }
  | { readonly kind: "tls"; readonly allows: boolean; readonly routes: readonly NamedHosts[] }
  /** The first TCP route takes every byte. */
  | { readonly kind: "opaque"; readonly route: string };

interface NamedHosts {
  readonly name: string;
  readonly hostnames: readonly string[];
}

interface EgressSpec {
  readonly trafficPolicy: string;
  readonly networks?: readonly { readonly cidr: string; readonly except?: readonly string[] }[];
}

/** Policy for callers of one namespace. */
export function egressPolicy(
  cluster: Cluster,
  callerNamespace: string,
  address: string,
  port: number,
): EgressPolicy {
  const network = networkOf(cluster, callerNamespace, address);
  if (!network) return { kind: "fallback" };
  const allows = specOf(network).trafficPolicy === "Allow";
  const attached = (kind: string): Manifest[] =>
    isAccepted(cluster, network) ? routesOf(cluster, kind, network, port) : [];
  const grpc = attached("GRPCRoute");
  if (grpc.length > 0) return { kind: "grpc", allows, routes: readEgressRoutes.grpc(grpc) };
  const http = attached("HTTPRoute");
  if (http.length > 0) return { kind: "detect", allows, routes: readEgressRoutes.http(http) };
  // The standard channel serves neither in the version that the controller watches.
  if (!cluster.settings.experimentalGatewayApi) return { kind: "detect", allows, routes: [] };
  const tls = attached("TLSRoute");
  if (tls.length > 0) return { kind: "tls", allows, routes: routesByAge(tls).map(namedHosts) };
  const [tcp] = routesByAge(attached("TCPRoute"));
  if (tcp) return { kind: "opaque", route: tcp.metadata.name };
  return { kind: "detect", allows, routes: [] };
}

function specOf(network: Manifest): EgressSpec {
  return network["spec"] as EgressSpec;
}

function namedHosts({ metadata, ...route }: Manifest): NamedHosts {
  const { hostnames = [] } = route["spec"] as { readonly hostnames?: readonly string[] };
  return { name: metadata.name, hostnames };
}

/** Networks of the caller's namespace come outright before those for all, even where none of them holds the address. */
function networkOf(cluster: Cluster, namespace: string, address: string): Manifest | undefined {
  const own = cluster.objects("policy.linkerd.io", "EgressNetwork", namespace);
  const global = cluster.objects(
    "policy.linkerd.io",
    "EgressNetwork",
    cluster.settings.globalEgressNamespace,
  );
  const candidates = (own.length > 0 ? own : global).flatMap((network) => {
    const sizes = networksOf(cluster, network)
      .filter((each) => matchesNetworks([each], address))
      .map(blockSize);
    const [smallest] = sizes.sort(byNumber);
    return smallest === undefined ? [] : [{ network, size: smallest }];
  });
  return candidates.sort(
    (a, b) =>
      byNumber(a.size, b.size) ||
      byText(createdAt(a.network) ?? "", createdAt(b.network) ?? "") ||
      byText(a.network.metadata.name, b.network.metadata.name),
  )[0]?.network;
}

function networksOf({ settings }: Cluster, network: Manifest): NetworkMatch[] {
  const { networks } = specOf(network);
  if (networks) return networks.map(({ cidr, except = [] }) => ({ cidr, except }));
  const inside = (version: 4 | 6): string[] =>
    settings.clusterNetworks.filter((cidr) => (cidr.includes(":") ? 6 : 4) === version);
  return [
    { cidr: "0.0.0.0/0", except: inside(4) },
    { cidr: "::/0", except: inside(6) },
  ];
}

/**
 * Number of addresses as the policy controller counts it, in 64 bits: an IPv4 range without its first and last address up to /30, an
 * IPv6 range modulo 2^64, so that every range up to /64 counts as empty.
 */
function blockSize({ cidr, except }: NetworkMatch): bigint {
  const size = [cidr, ...except].map(hostsOf);
  const [whole = 0n, ...holes] = size;
  return BigInt.asUintN(
    64,
    holes.reduce((left, hole) => left - hole, whole),
  );
}

function hostsOf(cidr: string): bigint {
  const range = parseCidr(cidr);
  if (!range) return 1n;
  const count = 1n << BigInt((range.family === 4 ? 32 : 128) - range.prefixLength);
  return range.family === 4 && range.prefixLength < 31 ? count - 2n : BigInt.asUintN(64, count);
}

/** A network that overlaps the cluster's own is not accepted, nor is any route on it; it still takes the traffic. */
function isAccepted({ settings }: Cluster, network: Manifest): boolean {
  const { networks = [] } = specOf(network);
  return !networks.some(({ cidr, except = [] }) =>
    settings.clusterNetworks.some(
      (inside) => overlaps(cidr, inside) && !except.some((hole) => contains(hole, inside)),
    ),
  );
}

function overlaps(a: string, b: string): boolean {
  return contains(a, b) || contains(b, a);
}

function contains(outer: string, inner: string): boolean {
  const [a, b] = [parseCidr(outer), parseCidr(inner)];
  return a !== undefined && b !== undefined && containsRange(a, b);
}

function routesOf(cluster: Cluster, kind: string, network: Manifest, port: number): Manifest[] {
  return cluster.objects("gateway.networking.k8s.io", kind).filter((route) => {
    const home = route.metadata.namespace;
    return parentsOf(route).some(
      (parent) =>
        isEgressReference(parent) &&
        parent.name === network.metadata.name &&
        (parent.namespace ?? home) === network.metadata.namespace &&
        // The webhook refuses a reference without a port.
        parent.port === port,
    );
  });
}

function isEgressReference({
  group = "gateway.networking.k8s.io",
  kind = "Gateway",
}: ParentReference): boolean {
  return group.toLowerCase() === "policy.linkerd.io" && kind.toLowerCase() === "egressnetwork";
}

/** What a caller sends. */
export type EgressContent =
  | { readonly kind: "http"; readonly request: ProxyRequest; readonly isHttp2: boolean }
  | { readonly kind: "tls"; readonly serverName: string }
  | { readonly kind: "tcp" };

/** What becomes of it. */
export interface EgressOutcome {
  readonly allowed: boolean;
  /** Name of the route, where one took it. */
  readonly route: string | undefined;
  readonly timeouts: Timeouts;
  readonly retry: Retry<StatusRange | string> | undefined;
}

function outcome(allowed: boolean, route?: string): EgressOutcome {
  return { allowed, route, timeouts: {}, retry: undefined };
}

/** Decides as the proxy of the caller does: the routes, and after them one that carries out the network's traffic policy. */
export function decideEgressTraffic(policy: EgressPolicy, content: EgressContent): EgressOutcome {
  switch (policy.kind) {
    case "fallback":
      return outcome(true);
    case "opaque":
      return outcome(true, policy.route);
    case "tls": {
      // What is no TLS finds no route at all.
      if (content.kind !== "tls") return outcome(false);
      const route = policy.routes.find(
        ({ hostnames }) => rankHost(hostnames, content.serverName) !== undefined,
      );
      return route ? outcome(true, route.name) : outcome(policy.allows);
    }
    case "grpc": {
      // The port is read as HTTP/2 without a look.
      if (content.kind !== "http" || !content.isHttp2) return outcome(false);
      const best = findBest(policy.routes, content.request, rankGrpc, grpcWithoutMatches);
      return best
        ? { allowed: true, route: best.route.name, timeouts: best.rule.timeouts, retry: best.rule.retry }
        : outcome(policy.allows);
    }
    case "detect": {
      if (content.kind !== "http") return outcome(policy.allows);
      const best = findBest(policy.routes, content.request, rankHttp, httpWithoutMatches);
      return best
        ? { allowed: true, route: best.route.name, timeouts: best.rule.timeouts, retry: best.rule.retry }
        : outcome(policy.allows);
    }
  }
}

function byNumber(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
