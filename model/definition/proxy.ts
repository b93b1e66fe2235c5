import type { Cidr, Duration, PortRange, Quantity } from "./scalars";

/** Resources of a proxy; Kubernetes quantities. A request is at most its limit, else Kubernetes refuses the pod. */
export interface ProxyResources {
  /** CPU that is reserved, for example `100m`. Default: the control plane's. */
  cpuRequest?: Quantity;
  /** CPU that is the most. Default: none; a limit delays requests when it is reached. */
  cpuLimit?: Quantity;
  /** Memory that is reserved, for example `20Mi`. Default: the control plane's. */
  memoryRequest?: Quantity;
  /** Memory that is the most. Default: the control plane's. */
  memoryLimit?: Quantity;
  /** Ephemeral storage that is reserved, for example `64Mi`. Default: the control plane's. */
  ephemeralStorageRequest?: Quantity;
  /** Ephemeral storage that is the most; the pod is evicted beyond it. Default: the control plane's. */
  ephemeralStorageLimit?: Quantity;
}

/** How much a proxy, or another part of the mesh, says about itself. */
export const LogLevel = {
  Error: "error",
  Warn: "warn",
  Info: "info",
  Debug: "debug",
  Trace: "trace",
} as const;
export type LogLevel = (typeof LogLevel)[keyof typeof LogLevel];

/** Form of the lines of a log. */
export const LogFormat = {
  /** Lines for people. */
  Plain: "plain",
  /** One JSON object a line. */
  Json: "json",
} as const;
export type LogFormat = (typeof LogFormat)[keyof typeof LogFormat];

/** What a proxy says about itself on its standard output. */
export interface ProxyLog {
  /** The least severe that is said. Default: the control plane's (Linkerd: `info`). */
  level?: LogLevel;
  /** Form of the lines. Default: the control plane's (Linkerd: `plain`). */
  format?: LogFormat;
}

/**
 * Traffic that goes around the proxy: no identity, no encryption, no policy. The last resort for what no proxy can carry. Each list
 * replaces the control plane's (Linkerd: 4567 and 4568 in both directions).
 */
export interface ProxyBypass {
  /**
   * Container ports whose callers reach the application directly: `4222` or `6000-6100`. Not a port that a service declares, whose
   * access rules would not hold. Empty: none. Default: the control plane's.
   */
  inboundPorts?: PortRange[];
  /** Ports that the pod calls directly, on any address. The callee sees no identity. Empty: none. Default: the control plane's. */
  outboundPorts?: PortRange[];
  /** Addresses that the proxy leaves alone, such as a node's or a VPN's. Empty: none. Default: the control plane's. */
  networks?: Cidr[];
}

/** How a proxy runs beside its application. What a workload leaves out is its namespace's, then the control plane's. */
export interface ProxyDefinition {
  /** What it says about itself. */
  log?: ProxyLog;
  /** Traffic that goes around it. Default: the control plane's. */
  bypass?: ProxyBypass;
  /** How long it waits for open connections after it was told to stop. Default: the control plane's (Linkerd: 2m). */
  shutdownGracePeriod?: Duration;
  /** Whether the application's containers start only when it is ready. Default: the control plane's (Linkerd: true). */
  startBeforeApplication?: boolean;
  /**
   * Run it as a native sidecar, so that Jobs end and init containers have network. Default: the control plane's `nativeSidecars`.
   */
  nativeSidecar?: boolean;
}
