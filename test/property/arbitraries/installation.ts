import fc from "fast-check";
import {
  AccessLogFormat,
  Availability,
  DefaultAccess,
  LogFormat,
  LogLevel,
  Management,
  MetricsDiscovery,
  type ContainerResources,
  type ControlPlaneDefinition,
  type MeshDefinition,
  type ObservabilityDefinition,
} from "../../../model";
import { sourceOf } from "./access";
import { dnsLabel, duration, someOf } from "./scalars";

/** What a definition says about the control plane and about what the mesh tells. */
type Installation = Pick<MeshDefinition, "controlPlane" | "observability">;

const resources: fc.Arbitrary<ContainerResources> = someOf({
  cpuRequest: fc.constantFrom("100m", "0.5"),
  cpuLimit: fc.constantFrom("1", "2"),
  memoryRequest: fc.constantFrom("50Mi", "1e8"),
  memoryLimit: fc.constantFrom("250Mi", "1Gi"),
});

function resourcesOf(parts: readonly string[]): fc.Arbitrary<Record<string, ContainerResources>> {
  return fc.dictionary(fc.constantFrom(...parts), resources, { noNullPrototype: true });
}

const labels = someOf({
  "example.org/team": fc.constantFrom("platform", "", "a.b_c-d"),
  team: fc.constantFrom("x", "y"),
});

const oneOf = <T>(values: Readonly<Record<string, T>>): fc.Arbitrary<T> =>
  fc.constantFrom(...Object.values(values));

/** Not a name of any other namespace: those are single words of the arbitrary labels. */
const ownNamespace = (part: string): fc.Arbitrary<string> =>
  dnsLabel.map((label) => `${label.slice(0, 40)}-${part}`);

const rawValues = someOf({
  "linkerd-control-plane": someOf({
    proxy: someOf({ await: fc.boolean(), shutdownGracePeriod: fc.constantFrom("", "10s") }),
    enablePprof: fc.boolean(),
    configReaders: fc.array(fc.constantFrom("a", "b"), { maxLength: 2 }),
  }),
});

const installedControlPlane: fc.Arbitrary<ControlPlaneDefinition> = someOf({
  management: fc.constant(Management.Installed),
  namespace: ownNamespace("cp"),
  version: fc.constantFrom("2026.8.3", "edge-26.8.3", "edge-26.6.3"),
  availability: oneOf(Availability),
  nativeSidecars: fc.boolean(),
  keepCrds: fc.boolean(),
  crds: oneOf(Management),
  resources: resourcesOf([
    "destination",
    "identity",
    "policy",
    "proxy-injector",
    "sp-validator",
    "heartbeat",
  ]),
  logLevel: oneOf(LogLevel),
  logFormat: oneOf(LogFormat),
  images: someOf({
    registry: fc.constantFrom("registry.example.org", "localhost:5000/mesh"),
    pullSecrets: fc.uniqueArray(dnsLabel, { minLength: 1, maxLength: 2 }),
  }),
  placement: someOf({
    nodeSelector: labels,
    tolerations: fc.constantFrom(
      [],
      [{ key: "dedicated", value: "mesh" }],
      [{ operator: "Exists" as const }],
    ),
    priorityClass: fc.constantFrom("system-cluster-critical"),
  }),
  labels,
  podAnnotations: someOf({ "example.org/note": fc.string() }),
  proxy: someOf({
    resources,
    logLevel: oneOf(LogLevel),
    logFormat: oneOf(LogFormat),
    connectTimeouts: someOf({ outbound: duration, inbound: duration }),
    defaultAccess: fc.constantFrom(DefaultAccess.Deny, DefaultAccess.Mesh, DefaultAccess.All),
  }),
  cni: someOf({
    management: oneOf(Management),
    namespace: ownNamespace("cni"),
    configurationDirectory: fc.constantFrom("/etc/cni/net.d", "/var/lib/cni"),
    binaryDirectory: fc.constantFrom("/opt/cni/bin"),
    repair: fc.boolean(),
  }),
  usageReports: fc.boolean(),
  values: rawValues,
});

const existingControlPlane: fc.Arbitrary<ControlPlaneDefinition> = someOf({
  namespace: dnsLabel,
  availability: oneOf(Availability),
  nativeSidecars: fc.boolean(),
  keepCrds: fc.boolean(),
}).map((fields) => ({ ...fields, management: Management.Existing }));

const accessLogs = someOf({ format: oneOf(AccessLogFormat) });
const dashboards = someOf({ namespace: dnsLabel, labels, folder: fc.string() });

function metricsOf(
  ids: readonly string[],
  discoveries: readonly MetricsDiscovery[],
): fc.Arbitrary<NonNullable<ObservabilityDefinition["metrics"]>> {
  return someOf({
    discovery: fc.constantFrom(...discoveries),
    scrapeInterval: duration,
    allow: fc.array(sourceOf(ids), { maxLength: 2 }),
  });
}

function observabilityOfInstalled(ids: readonly string[]): fc.Arbitrary<ObservabilityDefinition> {
  return someOf({
    metrics: metricsOf(ids, Object.values(MetricsDiscovery)),
    tracing: someOf({
      serviceName: fc.constantFrom("proxies"),
      attributes: someOf({ "k8s.cluster.name": fc.string() }),
      controlPlane: fc.boolean(),
    }).map((fields) => ({
      ...fields,
      collector: { address: "otel.tracing:4317", serviceAccount: "tracing/otel" },
    })),
    accessLogs,
    dashboards,
    console: someOf({
      namespace: ownNamespace("viz"),
      availability: oneOf(Availability),
      prometheusAddress: fc.constantFrom("http://prometheus.monitoring:9090"),
      resources: resourcesOf(["dashboard", "metrics-api", "prometheus", "tap", "tap-injector"]),
    }),
  });
}

function observabilityOfExisting(ids: readonly string[]): fc.Arbitrary<ObservabilityDefinition> {
  return someOf({
    metrics: metricsOf(ids, [MetricsDiscovery.None, MetricsDiscovery.ScrapeConfiguration]),
    accessLogs,
    dashboards,
    console: someOf({ namespace: dnsLabel }),
  });
}

/** Control planes of all sorts with what goes with them. */
export function installationOf(ids: readonly string[]): fc.Arbitrary<Installation> {
  return fc.oneof(
    someOf({ controlPlane: installedControlPlane, observability: observabilityOfInstalled(ids) }),
    fc
      .tuple(existingControlPlane, someOf({ observability: observabilityOfExisting(ids) }))
      .map(([controlPlane, rest]) => ({ controlPlane, ...rest })),
  );
}
