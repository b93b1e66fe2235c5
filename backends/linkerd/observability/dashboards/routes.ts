import type { Dashboard } from "./dashboard";
import { Unit, type Line, type Panel } from "./panel";
import { quantile, rate, ratio, series } from "./query";

const parent = { parent_namespace: '=~"$namespace"', parent_name: '=~"$service"' } as const;
const byRoute = ["parent_namespace", "parent_name", "route_name"] as const;
const route = "{{parent_namespace}}/{{parent_name}} {{route_name}}";
const percentiles = [0.5, 0.95, 0.99];

function latency(
  title: string,
  metric:
    | "outbound_http_route_request_duration_seconds_bucket"
    | "outbound_grpc_route_request_duration_seconds_bucket",
): Panel {
  return {
    title,
    description: "Time that callers wait, retries included.",
    unit: Unit.Seconds,
    lines: percentiles.map((share): Line => ({
      query: quantile(share, metric, parent, byRoute),
      legend: `p${String(share * 100)} ${route}`,
    })),
  };
}

function requests(
  title: string,
  metric: "outbound_http_route_request_statuses_total" | "outbound_grpc_route_request_statuses_total",
): Panel {
  return {
    title,
    description: "Requests that callers sent, retries counted once.",
    unit: Unit.RequestsPerSecond,
    lines: [{ query: rate(metric, parent, byRoute), legend: route }],
  };
}

const httpSuccess: Panel = {
  title: "Success rate of HTTP routes",
  description:
    "Share of requests that callers got an answer to which is no 5xx, retries and timeouts included.",
  unit: Unit.Share,
  lines: [
    {
      query: ratio(
        rate(
          "outbound_http_route_request_statuses_total",
          { ...parent, http_status: '=~"[1-4].."', error: '=""' },
          byRoute,
        ),
        rate("outbound_http_route_request_statuses_total", parent, byRoute),
      ),
      legend: route,
    },
  ],
};

const grpcSuccess: Panel = {
  title: "Success rate of gRPC routes",
  description: "Share of calls that ended without an error of the server.",
  unit: Unit.Share,
  lines: [
    {
      query: ratio(
        rate(
          "outbound_grpc_route_request_statuses_total",
          {
            ...parent,
            grpc_status: '!~"UNKNOWN|DEADLINE_EXCEEDED|INTERNAL|UNAVAILABLE|DATA_LOSS"',
            error: '=""',
          },
          byRoute,
        ),
        rate("outbound_grpc_route_request_statuses_total", parent, byRoute),
      ),
      legend: route,
    },
  ],
};

const retries: Panel = {
  title: "Retries per second",
  description: "Tries beyond the first. Many of them load a service that is already in trouble.",
  unit: Unit.RequestsPerSecond,
  lines: [
    { query: rate("outbound_http_route_retry_requests_total", parent, byRoute), legend: `HTTP ${route}` },
    { query: rate("outbound_grpc_route_retry_requests_total", parent, byRoute), legend: `gRPC ${route}` },
  ],
};

const failures: Panel = {
  title: "Failures by reason",
  description: "Requests that no service answered, with what the caller's proxy says about it.",
  unit: Unit.RequestsPerSecond,
  lines: [
    {
      query: rate("outbound_http_route_request_statuses_total", { ...parent, error: '!=""' }, [
        "parent_name",
        "error",
      ]),
      legend: "HTTP {{parent_name}} {{error}}",
    },
    {
      query: rate("outbound_grpc_route_request_statuses_total", { ...parent, error: '!=""' }, [
        "parent_name",
        "error",
      ]),
      legend: "gRPC {{parent_name}} {{error}}",
    },
  ],
};

/** The golden signals of each route, as callers see them: with retries, timeouts and broken connections. */
export const routes: Dashboard = {
  name: "routes",
  title: "Routes",
  choices: [
    {
      name: "namespace",
      title: "Namespace",
      series: series("outbound_http_route_request_statuses_total", {}),
      label: "parent_namespace",
    },
    {
      name: "service",
      title: "Service",
      series: series("outbound_http_route_request_statuses_total", {
        parent_namespace: '=~"$namespace"',
      }),
      label: "parent_name",
    },
  ],
  rows: [
    {
      title: "HTTP",
      panels: [
        httpSuccess,
        requests("HTTP requests per second", "outbound_http_route_request_statuses_total"),
        latency("Latency of HTTP routes", "outbound_http_route_request_duration_seconds_bucket"),
      ],
    },
    {
      title: "gRPC",
      panels: [
        grpcSuccess,
        requests("gRPC calls per second", "outbound_grpc_route_request_statuses_total"),
        latency("Latency of gRPC routes", "outbound_grpc_route_request_duration_seconds_bucket"),
      ],
    },
    { title: "Trouble", panels: [retries, failures] },
  ],
};
