import type { ContainerResources } from "./container";
import type { Availability, Management } from "./control-plane";
import type { DnsLabel } from "./scalars";

/**
 * The mesh's own page for people: who calls whom, how fast, how often it fails, and single requests as they pass (Linkerd:
 * `linkerd-viz`).
 */
export interface ConsoleDefinition {
  /**
   * Who runs it. Default: that of the control plane. With `existing`, its Prometheus may read the proxies' metrics, and nothing
   * is installed.
   */
  management?: Management;
  /** Namespace it runs in. Default: the mesh's usual one (Linkerd: `linkerd-viz`). */
  namespace?: DnsLabel;
  /** How many failures it outlives. Default: that of the control plane. */
  availability?: Availability;
  /**
   * Address of a Prometheus that has the proxies' metrics, for example `http://prometheus.monitoring:9090`. Whatever reads
   * metrics for it must be named in `metrics.allow`. Default: the console brings a Prometheus of its own, which keeps six hours in
   * memory and may read the proxies' metrics.
   * @format http-address
   */
  prometheusAddress?: string;
  /**
   * What its parts may take: key is the mesh's name of the part (Linkerd: `dashboard`, `metrics-api`, `tap`, `tap-injector`,
   * `prometheus`). Default: what the mesh gives them.
   */
  resources?: Record<string, ContainerResources>;
}
