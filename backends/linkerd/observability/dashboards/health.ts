import type { Dashboard } from "./dashboard";
import { Unit, type Panel } from "./panel";
import { rate, series } from "./query";

const target = { namespace: '=~"$namespace"' } as const;
const byServer = ["namespace", "srv_name"] as const;
const server = "{{namespace}} {{srv_name}}";

const issuer: Panel = {
  title: "Life of the issuer",
  description:
    "Time until the issuer of workload certificates ends. Without it no pod gets a new certificate.",
  unit: Unit.Seconds,
  single: true,
  lines: [{ query: `min(${series("issuer_cert_ttl_seconds", {})})`, legend: "issuer" }],
};

const denied: Panel = {
  title: "Denied requests per second",
  description: "Requests that no rule lets in, by who asked. An attack, or a rule that is missing.",
  unit: Unit.RequestsPerSecond,
  lines: [
    {
      query: rate("inbound_http_authz_deny_total", target, ["namespace", "srv_name", "client_id"]),
      legend: `${server} from {{client_id}}`,
    },
  ],
};

const deniedConnections: Panel = {
  title: "Denied connections per second",
  description: "Connections of other protocols than HTTP that no rule lets in.",
  unit: Unit.Number,
  lines: [
    {
      query: rate("inbound_tcp_authz_deny_total", target, ["namespace", "srv_name", "client_id"]),
      legend: `${server} from {{client_id}}`,
    },
  ],
};

const audited: Panel = {
  title: "Requests let in by audit alone",
  description: "Requests that would be denied if the policy were enforced.",
  unit: Unit.RequestsPerSecond,
  lines: [
    {
      query: rate("inbound_http_authz_allow_total", { ...target, authz_name: '="audit"' }, byServer),
      legend: server,
    },
  ],
};

const unrouted: Panel = {
  title: "Requests without a route per second",
  description:
    "Requests that match no route of a service whose routes are listed; they are answered with 404.",
  unit: Unit.RequestsPerSecond,
  lines: [{ query: rate("inbound_http_route_not_found_total", target, byServer), legend: server }],
};

const limited: Panel = {
  title: "Requests over the rate limit per second",
  description: "Requests answered with 429.",
  unit: Unit.RequestsPerSecond,
  lines: [{ query: rate("inbound_http_local_ratelimit_total", target, byServer), legend: server }],
};

/** Whether the mesh itself is well, and what its policies refuse. */
export const health: Dashboard = {
  name: "health",
  title: "Mesh health",
  choices: [
    {
      name: "namespace",
      title: "Namespace",
      series: series("request_total", { direction: '="inbound"' }),
      label: "namespace",
    },
  ],
  rows: [
    { title: "Certificates", panels: [issuer] },
    { title: "Access", panels: [denied, deniedConnections, audited] },
    { title: "Requests turned away", panels: [unrouted, limited] },
  ],
};
