import type { MeshDefinition, ServiceAccountReference } from "../definition";
import { defaults } from "../defaults";
import { resolveSource } from "./access";
import { sortedUnique, withSortedKeys } from "./order";
import type { ServiceAccountName } from "./resolved";
import type { ResolvedControlPlane } from "./resolved-control-plane";
import type {
  ResolvedAccessLogs,
  ResolvedConsole,
  ResolvedDashboards,
  ResolvedMetrics,
  ResolvedTracing,
} from "./resolved-observability";

/** Fills in every default of how the proxies' metrics are read. */
export function resolveMetrics(definition: MeshDefinition): ResolvedMetrics {
  const metrics = definition.observability?.metrics;
  return {
    discovery: metrics?.discovery ?? defaults.metricsDiscovery,
    scrapeInterval: metrics?.scrapeInterval ?? defaults.scrapeInterval,
    scrapeNamespace: metrics?.scrapeNamespace,
    sources: (metrics?.allow ?? []).map((source) => resolveSource(definition, source, "")),
  };
}

/** Fills in every default of traces. */
export function resolveTracing({ observability }: MeshDefinition): ResolvedTracing | undefined {
  const tracing = observability?.tracing;
  return (
    tracing && {
      collector: {
        address: tracing.collector.address,
        serviceAccount: accountOf(tracing.collector.serviceAccount),
      },
      serviceName: tracing.serviceName,
      attributes: withSortedKeys(tracing.attributes ?? {}),
      controlPlane: tracing.controlPlane ?? defaults.traceControlPlane,
    }
  );
}

function accountOf(reference: ServiceAccountReference): ServiceAccountName {
  const [namespace = "", name = ""] = reference.split("/");
  return { namespace, name };
}

/** Fills in every default of access logs. */
export function resolveAccessLogs({ observability }: MeshDefinition): ResolvedAccessLogs | undefined {
  const logs = observability?.accessLogs;
  return (
    logs && {
      format: logs.format ?? defaults.accessLogFormat,
      namespaces: logs.namespaces && sortedUnique(logs.namespaces, (name) => name),
    }
  );
}

/** Fills in every default of the dashboards. */
export function resolveDashboards({ observability }: MeshDefinition): ResolvedDashboards | undefined {
  const dashboards = observability?.dashboards;
  return (
    dashboards && {
      namespace: dashboards.namespace,
      labels: withSortedKeys(dashboards.labels ?? defaults.dashboardLabels),
      folder: dashboards.folder ?? defaults.dashboardFolder,
    }
  );
}

/** Fills in every default of the console. */
export function resolveConsole(
  { observability }: MeshDefinition,
  controlPlane: ResolvedControlPlane,
): ResolvedConsole | undefined {
  const console = observability?.console;
  return (
    console && {
      management: console.management ?? controlPlane.management,
      namespace: console.namespace,
      availability: console.availability ?? controlPlane.availability,
      prometheusAddress: console.prometheusAddress,
      resources: withSortedKeys(console.resources ?? {}),
    }
  );
}
