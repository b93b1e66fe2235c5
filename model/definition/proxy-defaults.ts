import type { ContainerResources } from "./container";
import type { DefaultAccess } from "./namespace";
import type { LogFormat, LogLevel } from "./proxy";
import type { Duration } from "./scalars";

/** How long a proxy tries to connect. */
export interface ConnectTimeouts {
  /** To another pod. Default: 1s. */
  outbound?: Duration;
  /** To the application beside it. Default: 100ms. */
  inbound?: Duration;
}

/** How proxies are, wherever a namespace or workload says nothing else. */
export interface ProxyDefaults {
  /** What each proxy may take. Default: what the mesh gives it, with `availability: "high"` with a bound on memory. */
  resources?: ContainerResources;
  /** How much proxies log about themselves. Default: `info`. */
  logLevel?: LogLevel;
  /** How proxies write their log. Default: `plain`. */
  logFormat?: LogFormat;
  /** How long proxies try to connect. */
  connectTimeouts?: ConnectTimeouts;
  /**
   * Who may call meshed workloads of namespaces that the definition does not list. Default: `deny`. Not `same-namespace`, which
   * needs the namespace to be known.
   */
  defaultAccess?: DefaultAccess;
}
