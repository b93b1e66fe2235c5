import type { Manifest } from "../../../manifest";
import type { Cluster } from "../cluster";
import type { GrpcMatch } from "../matching/grpc";
import type { HttpMatch } from "../matching/http";
import { serversByAge } from "../order";
import { includesPort } from "../ports";
import { selects, type LabelSelector } from "../selector";
import type { NetworkMatch } from "../networks";
import { authorizationsOf, defaultAuthorizations, type Authorization } from "./authorizations";
import type { MeshedPod } from "./pods";
import { rateLimitOf, type RateLimit } from "./rate-limit";
import { defaultRoute, grpcRoutes, httpRoutes, type InboundRoute } from "./routes";

/** How the proxy reads a port, with the routes that count for it. */
export type InboundProtocol =
  | {
      readonly kind: "detect" | "http1" | "http2";
      readonly routes: readonly InboundRoute<HttpMatch>[];
      readonly rateLimit: RateLimit | undefined;
    }
  | { readonly kind: "grpc"; readonly routes: readonly InboundRoute<GrpcMatch>[] }
  | { readonly kind: "opaque" }
  | { readonly kind: "tls" };

/** What the control plane tells a proxy about one of its ports. */
export interface InboundPolicy {
  /** Name of the Server, or of the default policy. */
  readonly name: string;
  readonly isDefault: boolean;
  /** Authorizations for every request and connection. */
  readonly authorizations: readonly Authorization[];
  readonly protocol: InboundProtocol;
}

interface ServerSpec {
  readonly podSelector?: LabelSelector;
  readonly port: number | string;
  readonly proxyProtocol?: string;
  readonly accessPolicy?: string;
}

/** Policy of a container port: that of the first Server that selects it, else the pod's default policy. */
export function inboundPolicy(cluster: Cluster, pod: MeshedPod, port: number): InboundPolicy {
  const servers = serversByAge(cluster.objects("policy.linkerd.io", "Server", pod.namespace));
  const server = servers.find((candidate) => owns(specOf(candidate), pod, port));
  return server ? serverPolicy(cluster, server, pod, port) : defaultPolicy(cluster, pod, port);
}

function specOf(server: Manifest): ServerSpec {
  return server["spec"] as ServerSpec;
}

function owns({ podSelector, port }: ServerSpec, pod: MeshedPod, number: number): boolean {
  if (!podSelector || !selects(podSelector, pod.labels)) return false;
  if (typeof port === "number") return port === number;
  return pod.ports.some(({ name, containerPort }) => name === port && containerPort === number);
}

function serverPolicy(cluster: Cluster, server: Manifest, pod: MeshedPod, port: number): InboundPolicy {
  const { name } = server.metadata;
  const { proxyProtocol = "unknown", accessPolicy = "deny" } = specOf(server);
  const targets = [
    { group: "policy.linkerd.io", kind: "Server", name },
    { group: "", kind: "Namespace", name: pod.namespace },
  ];
  return {
    name,
    isDefault: false,
    authorizations: [
      ...authorizationsOf(cluster, pod.namespace, targets),
      ...defaultAuthorizations(cluster.settings, accessPolicy),
    ],
    protocol: serverProtocol(cluster, proxyProtocol, name, pod, port),
  };
}

function serverProtocol(
  cluster: Cluster,
  proxyProtocol: string,
  server: string,
  pod: MeshedPod,
  port: number,
): InboundProtocol {
  const http = { unknown: "detect", "HTTP/1": "http1", "HTTP/2": "http2" } as const;
  switch (proxyProtocol) {
    case "unknown":
    case "HTTP/1":
    case "HTTP/2": {
      const routes = httpRoutes(cluster, pod.namespace, server);
      return {
        kind: http[proxyProtocol],
        routes: routes.length > 0 ? routes : automaticRoutes(cluster, pod, port),
        rateLimit: rateLimitOf(cluster, pod.namespace, server),
      };
    }
    case "gRPC": {
      const routes = grpcRoutes(cluster, pod.namespace, server);
      return { kind: "grpc", routes: routes.length > 0 ? routes : [defaultRoute] };
    }
    case "opaque":
      return { kind: "opaque" };
    case "TLS":
      return { kind: "tls" };
    default:
      throw new RangeError(`not a protocol of Servers: ${proxyProtocol}`);
  }
}

function defaultPolicy(cluster: Cluster, pod: MeshedPod, port: number): InboundPolicy {
  const { settings } = cluster;
  const name = pod.annotations["config.linkerd.io/default-inbound-policy"] ?? settings.defaultInboundPolicy;
  const opaque = includesPort(pod.annotations["config.linkerd.io/opaque-ports"] ?? "", port);
  return {
    name,
    isDefault: true,
    authorizations: defaultAuthorizations(settings, name),
    protocol: opaque
      ? { kind: "opaque" }
      : { kind: "detect", routes: automaticRoutes(cluster, pod, port), rateLimit: undefined },
  };
}

/** Without a route there is one for everything, and one that lets the kubelet's HTTP probes in. */
function automaticRoutes(cluster: Cluster, pod: MeshedPod, port: number): InboundRoute<HttpMatch>[] {
  const paths = [
    ...new Set(pod.probes.filter((probe) => probe.port === port).map(({ path }) => path)),
  ].sort();
  const networks: NetworkMatch[] = cluster.settings.probeNetworks.map((cidr) => ({ cidr, except: [] }));
  if (paths.length === 0 || networks.length === 0) return [defaultRoute];
  const matches = paths.map((value) => ({ path: { type: "Exact", value }, method: "GET" }));
  const authorizations = [{ name: "probe", networks, identities: undefined }];
  return [defaultRoute, { name: "probe", hostnames: [], rules: [{ matches }], authorizations }];
}
