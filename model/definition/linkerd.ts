import type { Duration, PortNumber, PortRange } from "./scalars";

/** When the kubelet pulls an image; the words are Kubernetes'. */
export const ImagePullPolicy = {
  Always: "Always",
  IfNotPresent: "IfNotPresent",
  Never: "Never",
} as const;
export type ImagePullPolicy = (typeof ImagePullPolicy)[keyof typeof ImagePullPolicy];

/** Whether Linkerd's proxy logs the headers of requests. */
export const HttpHeaderLog = {
  Off: "off",
  /** With all their secrets, such as cookies and tokens. */
  Insecure: "insecure",
} as const;
export type HttpHeaderLog = (typeof HttpHeaderLog)[keyof typeof HttpHeaderLog];

/** Ports of Linkerd's proxy itself. They must agree with the control plane's and with those of its CNI plugin. */
export interface LinkerdProxyPorts {
  /** Metrics, probes and shutdown. Default: 4191. */
  admin?: PortNumber;
  /** Tap. Default: 4190. */
  control?: PortNumber;
  /** What calls the pod arrives here. Default: 4143. */
  inbound?: PortNumber;
  /** What the pod calls leaves from here. Default: 4140. */
  outbound?: PortNumber;
}

/** Settings of Linkerd's proxy that no other mesh has, for every pod of a namespace. Linkerd only logs and ignores wrong values. */
export interface LinkerdNamespaceOptions {
  /** Image of the proxy without its tag. Default: the control plane's. */
  proxyImage?: string;
  /** Tag of the image; a proxy is never newer than its control plane. Default: the control plane's. */
  proxyVersion?: string;
  /** When it is pulled. Default: the control plane's. */
  imagePullPolicy?: ImagePullPolicy;
  /** Ports of the proxy. Default: the control plane's. */
  ports?: LinkerdProxyPorts;
  /**
   * Numeric user that the proxy runs as. Range: 1–65534. Default: 2102.
   * @asType integer
   * @minimum 1
   * @maximum 65534
   */
  uid?: number;
  /**
   * Numeric group that the proxy runs as. Range: 1–65534. Default: the control plane's.
   * @asType integer
   * @minimum 1
   * @maximum 65534
   */
  gid?: number;
  /**
   * Filter of the proxy's log, in place of `proxy.log.level`: levels and `module=level` joined by commas, for example
   * `warn,linkerd=debug`. Default: the control plane's.
   * @format log-filter
   */
  logFilter?: string;
  /** Whether headers of requests are logged. Default: `off`. */
  logHttpHeaders?: HttpHeaderLog;
  /**
   * Container ports that are opaque although no service declares them, numbers and ranges. Default: none beyond Linkerd's own list.
   * @minItems 1
   */
  opaquePorts?: PortRange[];
  /**
   * Container ports on which only callers with an identity are taken, whatever policies say.
   * @minItems 1
   */
  requireIdentityOnInboundPorts?: PortNumber[];
  /** How long a connection to another pod may take to be made. Above 0. Default: 1000ms. */
  outboundConnectTimeout?: Duration;
  /** How long a connection to the application may take to be made. Above 0. Default: 100ms. */
  inboundConnectTimeout?: Duration;
  /** How long what is known of an unused target is kept. Whole seconds, at least 1s. Default: 5s. */
  outboundDiscoveryCacheUnusedTimeout?: Duration;
  /** How long the policy of an unused port is kept. Whole seconds, at least 1s. Default: 90s. */
  inboundDiscoveryCacheUnusedTimeout?: Duration;
  /** Wait for the first bytes without a limit when the protocol of an outbound connection is detected. Default: false. */
  disableOutboundProtocolDetectTimeout?: boolean;
  /** Wait for the first bytes without a limit when the protocol of an inbound connection is detected. Default: false. */
  disableInboundProtocolDetectTimeout?: boolean;
  /** Let `POST /shutdown` on the admin port end the proxy. For Jobs without native sidecars. Default: false. */
  adminShutdown?: boolean;
  /**
   * Seconds that the proxy waits after it was told to stop. Without effect, and therefore refused, with native sidecars. Range:
   * 0–3600. Default: 0.
   * @asType integer
   * @minimum 0
   * @maximum 3600
   */
  waitBeforeExitSeconds?: number;
  /** Count metrics by host name. Default: false; each name is a series of its own. */
  metricsHostnameLabels?: boolean;
  /** Look up ServiceProfiles for names outside the cluster. Default: false. */
  externalProfiles?: boolean;
  /** Add a container with tools for debugging, which sees all traffic. Default: false. */
  debugSidecar?: boolean;
  /** Environment of the proxy: key is the variable, value its text. Not for secrets. */
  environmentVariables?: Record<string, string>;
  /**
   * Further annotations of Linkerd: key is the whole annotation. Only ones that Linkerd reads there and that no field of the
   * definition writes.
   */
  annotations?: Record<string, string>;
}

/** Settings of Linkerd's proxy that no other mesh has, for the pods of one service. They come before the namespace's. */
export interface LinkerdWorkloadOptions extends LinkerdNamespaceOptions {
  /**
   * Route by the `l5d-dst-override` header or the Host header and not by address: for an ingress controller that picks pods itself.
   * The controller must strip that header from what its clients send. Default: false.
   */
  ingressMode?: boolean;
  /**
   * Most worker threads of the proxy, as a share of the node's CPUs. Range: above 0 and below 1. Default: the control plane's.
   * @exclusiveMinimum 0
   * @exclusiveMaximum 1
   */
  cpuRatioLimit?: number;
}
