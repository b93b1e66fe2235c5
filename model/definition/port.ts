import type { AbsolutePath, PortNumber } from "./scalars";

/**
 * What is spoken on a port. It is declared rather than detected, because detection waits for the client's first
 * bytes and gives up after a timeout.
 */
export const Protocol = {
  /** HTTP/1.1. */
  Http: "http",
  /** HTTP/2 without TLS of its own (h2c). */
  Http2: "http2",
  /** gRPC over HTTP/2. */
  Grpc: "grpc",
  /** TCP whose bytes the mesh does not interpret. Linkerd: carried as opaque, so that no detection delays it. */
  Tcp: "tcp",
  /** TCP in which the server may speak first (Redis, MySQL, SMTP): never inspected. */
  Opaque: "opaque",
  /** TLS that the application terminates itself. */
  Tls: "tls",
} as const;
export type Protocol = (typeof Protocol)[keyof typeof Protocol];

/** A port of a service. */
export interface PortDefinition {
  /** Port of the Kubernetes Service that clients connect to. Range: 1–65535. */
  port: PortNumber;
  /** Container port behind it, where policy is enforced. Range: 1–65535. Default: `port`. */
  targetPort?: PortNumber;
  /** What is spoken on the port. Default: none, so that nothing is guessed. */
  protocol: Protocol;
}

/** How the kubelet asks whether a container is well. */
export const ProbeType = {
  /** HTTP GET on a path. */
  Http: "http",
  /** The gRPC health protocol, `grpc.health.v1.Health`. */
  Grpc: "grpc",
} as const;
export type ProbeType = (typeof ProbeType)[keyof typeof ProbeType];

/**
 * A kubelet probe that must get through although it carries no identity. TCP probes need no entry: they end at the
 * proxy, which accepts the connection before any policy applies.
 */
export interface ProbeDefinition {
  /** Kind of probe. HTTP probes need a port that speaks http, http2 or grpc, gRPC probes one that speaks http2 or grpc. */
  type: ProbeType;
  /**
   * Container port that the kubelet calls. Range: 1–65535. Default: the target port of the service's only port.
   */
  port?: PortNumber;
  /** Path of an HTTP probe, without the query. Starts with `/`. Default: `/`. Not for gRPC probes. */
  path?: AbsolutePath;
}
