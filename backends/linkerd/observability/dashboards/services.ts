import type { Dashboard } from "./dashboard";
import { Unit, type Line, type Panel } from "./panel";
import { quantile, rate, ratio, series, sum } from "./query";

const received = { direction: '="inbound"', namespace: '=~"$namespace"', srv_name: '=~"$server"' } as const;
const byServer = ["namespace", "srv_name"] as const;
const server = "{{namespace}} {{srv_name}}";
const percentiles = [0.5, 0.95, 0.99];

const successRate: Panel = {
  title: "Success rate",
  description:
    "Share of answers that are no failures: HTTP 5xx, gRPC errors of the server, and broken connections fail.",
  unit: Unit.Share,
  lines: [
    {
      query: ratio(
        rate("response_total", { ...received, classification: '="success"' }, byServer),
        rate("response_total", received, byServer),
      ),
      legend: server,
    },
  ],
};

const requests: Panel = {
  title: "Requests per second",
  description: "Requests that the service received, whatever became of them.",
  unit: Unit.RequestsPerSecond,
  lines: [{ query: rate("request_total", received, byServer), legend: server }],
};

const latency: Panel = {
  title: "Latency",
  description: "Time from a request to the end of its answer, as the service's own proxy sees it.",
  unit: Unit.Milliseconds,
  lines: percentiles.map((share): Line => ({
    query: quantile(share, "response_latency_ms_bucket", received, byServer),
    legend: `p${String(share * 100)} ${server}`,
  })),
};

const clients: Panel = {
  title: "Requests per second by caller",
  description: "Who calls, by proven identity. Callers without a name are outside the mesh.",
  unit: Unit.RequestsPerSecond,
  lines: [
    {
      query: rate("request_total", received, ["client_id", "srv_name"]),
      legend: "{{client_id}} to {{srv_name}}",
    },
  ],
};

const plaintext: Panel = {
  title: "Share of requests with mutual TLS",
  description: "Below 1, somebody calls without an identity: kubelet probes, or callers outside the mesh.",
  unit: Unit.Share,
  lines: [
    {
      query: ratio(
        rate("request_total", { ...received, tls: '="true"' }, byServer),
        rate("request_total", received, byServer),
      ),
      legend: server,
    },
  ],
};

const accepted = { ...received, peer: '="src"' } as const;

const connections: Panel = {
  title: "Open connections",
  description: "TCP connections that the service holds, of every protocol.",
  unit: Unit.Number,
  lines: [{ query: sum("tcp_open_connections", accepted, byServer), legend: server }],
};

const bytes: Panel = {
  title: "Bytes per second",
  description: "What the service reads from its callers and writes to them.",
  unit: Unit.BytesPerSecond,
  lines: [
    { query: rate("tcp_read_bytes_total", accepted, byServer), legend: `read ${server}` },
    { query: rate("tcp_write_bytes_total", accepted, byServer), legend: `written ${server}` },
  ],
};

/** The golden signals of each port of each service, as its own proxy sees them. */
export const services: Dashboard = {
  name: "services",
  title: "Services",
  choices: [
    {
      name: "namespace",
      title: "Namespace",
      series: series("request_total", { direction: '="inbound"' }),
      label: "namespace",
    },
    {
      name: "server",
      title: "Service and port",
      series: series("request_total", { direction: '="inbound"', namespace: '=~"$namespace"' }),
      label: "srv_name",
    },
  ],
  rows: [
    { title: "Requests", panels: [successRate, requests, latency] },
    { title: "Callers", panels: [clients, plaintext] },
    { title: "Connections", panels: [connections, bytes] },
  ],
};
