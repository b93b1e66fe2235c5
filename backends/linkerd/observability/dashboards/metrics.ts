/**
 * Metrics of Linkerd's proxies and control plane that the dashboards read, with the labels that they can be narrowed or grouped
 * by. Source: linkerd2-proxy v2.366.0 and linkerd2 edge-26.8.3. A test holds every query against this list: a metric that does
 * not exist gives an empty panel, and nobody is told.
 */
export const metrics = {
  request_total: ["direction", "tls", "srv_name", "route_name", "client_id"],
  response_total: ["direction", "tls", "srv_name", "route_name", "client_id", "classification"],
  response_latency_ms_bucket: ["direction", "tls", "srv_name", "route_name", "le"],
  tcp_open_connections: ["direction", "peer", "tls", "srv_name"],
  tcp_read_bytes_total: ["direction", "peer", "tls", "srv_name"],
  tcp_write_bytes_total: ["direction", "peer", "tls", "srv_name"],
  outbound_http_route_request_statuses_total: [
    "parent_namespace",
    "parent_name",
    "route_name",
    "http_status",
    "error",
  ],
  outbound_http_route_request_duration_seconds_bucket: [
    "parent_namespace",
    "parent_name",
    "route_name",
    "le",
  ],
  outbound_http_route_retry_requests_total: ["parent_namespace", "parent_name", "route_name"],
  outbound_grpc_route_request_statuses_total: [
    "parent_namespace",
    "parent_name",
    "route_name",
    "grpc_status",
    "error",
  ],
  outbound_grpc_route_request_duration_seconds_bucket: [
    "parent_namespace",
    "parent_name",
    "route_name",
    "le",
  ],
  outbound_grpc_route_retry_requests_total: ["parent_namespace", "parent_name", "route_name"],
  inbound_http_authz_allow_total: ["srv_name", "route_name", "authz_name", "tls", "client_id"],
  inbound_http_authz_deny_total: ["srv_name", "route_name", "tls", "client_id"],
  inbound_http_route_not_found_total: ["srv_name", "tls", "client_id"],
  inbound_http_local_ratelimit_total: ["srv_name"],
  inbound_tcp_authz_deny_total: ["srv_name", "tls", "client_id"],
  issuer_cert_ttl_seconds: [],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type Metric = keyof typeof metrics;

/** Labels that scraping adds to every series of a proxy. */
export const scrapedLabels = ["namespace", "pod"] as const;
export type ScrapedLabel = (typeof scrapedLabels)[number];

/** A label that a metric has. */
export type LabelOf<M extends Metric> = (typeof metrics)[M][number] | ScrapedLabel;
