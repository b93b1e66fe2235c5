import type { AccessSource } from "./access";
import type { Duration } from "./scalars";

/** How Prometheus finds the proxies. */
export const MetricsDiscovery = {
  /** PodMonitor objects for the Prometheus Operator, which must be installed. */
  PodMonitor: "pod-monitor",
  /** Nothing is declared: Prometheus has its own scrape configuration. */
  None: "none",
} as const;
export type MetricsDiscovery = (typeof MetricsDiscovery)[keyof typeof MetricsDiscovery];

/** Scraping of the proxies' metrics. */
export interface MetricsDefinition {
  /** How Prometheus finds the proxies. Default: `none`. */
  discovery?: MetricsDiscovery;
  /** Time between two scrapes with PodMonitors. Default: 10s. */
  scrapeInterval?: Duration;
  /** Who may read the proxies' metrics. Default: nobody, where the namespace denies by default. */
  allow?: AccessSource[];
}

/** What the mesh tells about itself. */
export interface ObservabilityDefinition {
  /** Metrics of the proxies. */
  metrics?: MetricsDefinition;
}
