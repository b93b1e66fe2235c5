import type { DnsLabel, ServiceAccountReference } from "./scalars";

/** Where traces go. */
export interface TraceCollector {
  /**
   * Host and port of an OpenTelemetry collector that takes OTLP over gRPC, for example `otel-collector.tracing:4317`.
   * @format host-and-port
   */
  address: string;
  /**
   * Service account of the collector, `namespace/name`. It must be meshed: proxies send traces only to who proves to be it.
   */
  serviceAccount: ServiceAccountReference;
}

/**
 * Traces of requests as they pass through proxies. Applications must hand on the trace headers of the requests that they answer
 * with requests of their own, or every hop becomes a trace of its own.
 */
export interface TracingDefinition {
  /** Where traces go. */
  collector: TraceCollector;
  /** Name of the proxies' spans as a service. Default: the mesh's own (Linkerd: `linkerd-proxy`). */
  serviceName?: string;
  /** Attributes of every span, added to the mesh's own: key is the attribute, value its value. Default: none. */
  attributes?: Record<string, string>;
  /** Trace the control plane as well. Default: false. */
  controlPlane?: boolean;
  /**
   * Share of the requests without a trace that get one, in percent. Range: 0–100. Default: none; whoever receives a request first
   * decides, and proxies follow.
   * @minimum 0
   * @maximum 100
   */
  samplingPercent?: number;
}

/** How access logs are written. */
export const AccessLogFormat = {
  /** The Apache Common Log Format. */
  Apache: "apache",
  /** One JSON object a line. */
  Json: "json",
} as const;
export type AccessLogFormat = (typeof AccessLogFormat)[keyof typeof AccessLogFormat];

/** A line in the proxy's log for each request that a workload receives. */
export interface AccessLogDefinition {
  /** How lines are written. Default: `json`. */
  format?: AccessLogFormat;
  /**
   * Namespaces of the mesh whose workloads write access logs. Default: all that are injected. Takes effect when pods are restarted.
   * @minItems 1
   */
  namespaces?: DnsLabel[];
}
