import type { AccessSource } from "./access";
import type { ConsoleDefinition } from "./console";
import type { DashboardsDefinition } from "./dashboards";
import type { DnsLabel, Duration } from "./scalars";
import type { AccessLogDefinition, TracingDefinition } from "./telemetry";

/** How Prometheus finds the proxies. */
export const MetricsDiscovery = {
  /** PodMonitor objects for the Prometheus Operator, which must be installed. */
  PodMonitor: "pod-monitor",
  /** Scrape jobs for a Prometheus without the operator, in a ConfigMap and as an output. */
  ScrapeConfiguration: "scrape-configuration",
  /** Nothing is declared: Prometheus has its own scrape configuration. */
  None: "none",
} as const;
export type MetricsDiscovery = (typeof MetricsDiscovery)[keyof typeof MetricsDiscovery];

/** Scraping of the proxies' metrics. */
export interface MetricsDefinition {
  /** How Prometheus finds the proxies. Default: `none`. */
  discovery?: MetricsDiscovery;
  /** Time between two scrapes. Default: 10s. */
  scrapeInterval?: Duration;
  /** Namespace of the ConfigMap with the scrape jobs; it must exist. Default: that of the control plane. */
  scrapeNamespace?: DnsLabel;
  /** Who may read the proxies' metrics. Default: nobody but the console's Prometheus, where the namespace denies by default. */
  allow?: AccessSource[];
}

/** What the mesh tells about itself. */
export interface ObservabilityDefinition {
  /** Metrics of the proxies. */
  metrics?: MetricsDefinition;
  /** Traces of requests. Default: none. */
  tracing?: TracingDefinition;
  /** A line for each request. Default: none. */
  accessLogs?: AccessLogDefinition;
  /** Grafana dashboards. Default: none. */
  dashboards?: DashboardsDefinition;
  /** The mesh's own page for people. Default: none. */
  console?: ConsoleDefinition;
}
