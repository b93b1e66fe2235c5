/** Leaves of what a mesh tells about itself; see the table of all. */
export const observabilityFields = {
  "MetricsDefinition.discovery=pod-monitor": ["metrics.podMonitor", "Metrics by PodMonitor"],
  "MetricsDefinition.discovery=scrape-configuration": [
    "metrics.scrapeConfiguration",
    "Metrics by scrape configuration",
  ],
  "MetricsDefinition.allow": ["metrics.allow", "Access to metrics"],
  "TracingDefinition.collector": ["tracing.collector", "Traces by OTLP"],
  "TracingDefinition.serviceName": ["tracing.serviceName", "Name of the proxies in traces"],
  "TracingDefinition.attributes": ["tracing.attributes", "Attributes of spans"],
  "TracingDefinition.controlPlane": ["tracing.controlPlane", "Traces of the control plane"],
  "TracingDefinition.samplingPercent": ["tracing.sampling", "Sampling of traces by proxies"],
  "ObservabilityDefinition.accessLogs": ["accessLogs.enabled", "Access logs"],
  "AccessLogDefinition.format=apache": ["accessLogs.apache", "Access logs in the Apache format"],
  "AccessLogDefinition.format=json": ["accessLogs.json", "Access logs as JSON"],
  "AccessLogDefinition.namespaces": ["accessLogs.namespaces", "Access logs of single namespaces"],
  "ObservabilityDefinition.dashboards": ["dashboards.grafana", "Grafana dashboards"],
  "ObservabilityDefinition.console": ["console.enabled", "Console of the mesh"],
  "ConsoleDefinition.management": ["console.management", "Console installed or left to others"],
  "ConsoleDefinition.namespace": ["console.namespace", "Namespace of the console"],
  "ConsoleDefinition.availability": ["console.availability", "Availability of the console"],
  "ConsoleDefinition.prometheusAddress": ["console.prometheusAddress", "Console on a Prometheus of yours"],
  "ConsoleDefinition.resources": ["console.resources", "Resources of the console's parts"],
} as const satisfies Record<string, readonly [id: string, title: string]>;

/** Fields of theirs that carry no feature. */
export const observabilityFieldsWithoutFeature: readonly string[] = [
  "MetricsDefinition.discovery",
  "MetricsDefinition.scrapeInterval",
  "MetricsDefinition.scrapeNamespace",
  "TraceCollector.address",
  "TraceCollector.serviceAccount",
  "AccessLogDefinition.format",
  "DashboardsDefinition.namespace",
  "DashboardsDefinition.labels",
  "DashboardsDefinition.folder",
  "ObservabilityDefinition.tracing",
  "ObservabilityDefinition.metrics",
];
