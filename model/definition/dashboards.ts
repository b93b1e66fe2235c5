import type { DnsLabel } from "./scalars";

/**
 * Grafana dashboards of the mesh: success rate, requests per second, latency and connections, by service and by route, and the
 * health of the mesh itself. They read the metrics of a Prometheus that scrapes the proxies.
 */
export interface DashboardsDefinition {
  /** Namespace that Grafana looks for dashboards in; it must exist. Default: that of the control plane. */
  namespace?: DnsLabel;
  /**
   * Labels by which Grafana's sidecar finds dashboards: key is the label, value its value. Without any it finds none. Default:
   * `grafana_dashboard: "1"`.
   */
  labels?: Record<string, string>;
  /**
   * Folder of Grafana that they appear in, by the annotation `grafana_folder`, which the sidecar must be told to read
   * (`folderAnnotation`). Default: `Service mesh`.
   */
  folder?: string;
}
