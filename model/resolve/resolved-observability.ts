import type {
  AccessLogFormat,
  Availability,
  ContainerResources,
  Management,
  MetricsDiscovery,
} from "../definition";
import type { ResolvedSource, ServiceAccountName } from "./resolved";

export interface ResolvedMetrics {
  readonly discovery: MetricsDiscovery;
  readonly scrapeInterval: string;
  /** Nothing: the control plane's namespace. */
  readonly scrapeNamespace: string | undefined;
  readonly sources: readonly ResolvedSource[];
}

export interface ResolvedTracing {
  readonly collector: { readonly address: string; readonly serviceAccount: ServiceAccountName };
  readonly serviceName: string | undefined;
  readonly attributes: Readonly<Record<string, string>>;
  readonly controlPlane: boolean;
}

export interface ResolvedAccessLogs {
  readonly format: AccessLogFormat;
  /** Nothing: all namespaces that are injected. */
  readonly namespaces: readonly string[] | undefined;
}

export interface ResolvedDashboards {
  /** Nothing: the control plane's namespace. */
  readonly namespace: string | undefined;
  readonly labels: Readonly<Record<string, string>>;
  readonly folder: string;
}

export interface ResolvedConsole {
  readonly management: Management;
  /** Nothing: the backend's usual namespace. */
  readonly namespace: string | undefined;
  readonly availability: Availability;
  /** Nothing: it brings its own Prometheus. */
  readonly prometheusAddress: string | undefined;
  readonly resources: Readonly<Record<string, ContainerResources>>;
}
