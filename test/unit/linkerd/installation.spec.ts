import assert from "node:assert/strict";
import { parse } from "yaml";
import { checkMesh, renderMesh, type Json } from "../../../backends";
import { chartVersionOf, releaseOf, versionLineOf } from "../../../backends/linkerd/versions";
import { formatProblem, type ControlPlaneDefinition, type MeshDefinition } from "../../../model";
import { meshOf } from "../../support/definition";

type Values = Readonly<Record<string, Json>>;

function valuesOf(definition: MeshDefinition, chart = "linkerd-control-plane"): Values {
  const found = renderMesh(definition).installation.charts.find((candidate) => candidate.chart === chart);
  assert.ok(found, `${chart} is installed`);
  return found.values;
}

function at(values: Values, path: string): Json | undefined {
  return path
    .split(".")
    .reduce<Json | undefined>((value, key) => (value as Values | undefined)?.[key], values);
}

const withControlPlane = (controlPlane: ControlPlaneDefinition, rest: object = {}): MeshDefinition =>
  meshOf({}, { controlPlane, ...rest });

const linesOf = (definition: unknown): string[] => checkMesh(definition).map(formatProblem);

function assertRefused(definition: unknown, ...words: readonly RegExp[]): void {
  const lines = linesOf(definition);
  assert.equal(lines.length, 1, lines.join("\n"));
  for (const word of words) assert.match(lines[0] ?? "", word);
}

const raw = (values: object): MeshDefinition =>
  withControlPlane({ values: { "linkerd-control-plane": values as Record<string, unknown> } });

describe("a version of Linkerd", () => {
  it("is a chart's or a release's", () => {
    assert.equal(chartVersionOf("2026.8.3"), "2026.8.3");
    assert.equal(chartVersionOf("edge-26.8.3"), "2026.8.3");
    for (const text of ["26.8.3", "stable-2.14.10", "v2026.8.3", "edge-26.8", "2026.8.3-rc1"])
      assert.equal(chartVersionOf(text), undefined, text);
    assert.equal(releaseOf("2026.8.3"), "edge-26.8.3");
  });

  it("belongs to the line that began before it", () => {
    assert.equal(versionLineOf("2025.10.6"), undefined);
    assert.equal(versionLineOf("2025.10.7")?.name, "2.19");
    assert.equal(versionLineOf("2026.6.2")?.name, "2.19");
    assert.equal(versionLineOf("2026.6.3")?.name, "2.20");
  });

  it("decides which Gateway API is installed", () => {
    const plan = (version: string) =>
      renderMesh(withControlPlane({ version })).installation.gatewayApi?.version;
    assert.equal(plan("edge-26.8.3"), "1.5.1");
    assert.equal(plan("edge-26.1.2"), "1.2.1");
  });

  it("holds an existing Gateway API to what it reads", () => {
    const gatewayApi = { management: "existing" as const, version: "1.6.1" };
    assertRefused(
      withControlPlane({ gatewayApi }),
      /gatewayApi\.version/,
      /1\.2\.1 to 1\.5\.1/,
      /whoever looks after/,
    );
  });
});

describe("values of a chart beyond the definition", () => {
  it("are merged into those of the definition", () => {
    const values = valuesOf(raw({ proxy: { await: false, runtime: { workers: { minimum: 2 } } } }));
    assert.equal(at(values, "proxy.await"), false);
    assert.equal(at(values, "proxy.runtime.workers.minimum"), 2);
    assert.equal(at(values, "proxy.nativeSidecar"), true);
  });

  it("replace lists as a whole, and add nothing with an empty map", () => {
    assert.deepEqual(at(valuesOf(raw({ configReaders: ["a"] })), "configReaders"), ["a"]);
    assert.equal(at(valuesOf(raw({ proxy: {} })), "proxy.nativeSidecar"), true);
  });

  it("are refused where the definition sets them, below them, and above them", () => {
    assertRefused(raw({ proxy: { nativeSidecar: true } }), /contradicts controlPlane\.nativeSidecars/);
    assertRefused(raw({ clusterDomain: { deeper: 1 } }), /contradicts clusterDomain/);
    assertRefused(raw({ identity: "none" }), /contradicts trust/, /"identity\.externalCA"/);
    assertRefused(raw({ proxy: null }), /contradicts controlPlane\.nativeSidecars/);
  });

  it("never hold certificates or keys, nor say where they are", () => {
    for (const values of [
      { identityTrustAnchorsPEM: "x" },
      { identity: { issuer: { tls: { keyPEM: "x" } } } },
      { policyValidator: { injectCaFrom: "x" } },
      { anything: { deep: ["-----BEGIN PRIVATE KEY-----"] } },
    ]) {
      const [line = ""] = linesOf(raw(values));
      assert.match(line, /certificate or key/);
      assert.doesNotMatch(line, /BEGIN/);
    }
  });

  it("are JSON", () => {
    assertRefused(raw({ proxy: { await: Number.NaN } }), /no JSON value/);
    assertRefused(raw({ enablePprof: () => true }), /no JSON value \(got a function\)/);
  });

  it("keep kube-system out of the reach of an injector that fails closed", () => {
    const selector = (names: string[]): MeshDefinition =>
      withControlPlane({
        availability: "high",
        values: {
          "linkerd-control-plane": {
            proxyInjector: {
              namespaceSelector: {
                matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "NotIn", values: names }],
              },
            },
          },
        },
      });
    assert.deepEqual(linesOf(selector(["kube-system", "batch"])), []);
    assertRefused(selector(["batch"]), /does not leave out kube-system/);
  });
});

describe("the control plane's values", () => {
  it("deny callers of workloads that no namespace of the definition has", () => {
    assert.equal(at(valuesOf(meshOf({})), "proxy.defaultInboundPolicy"), "deny");
  });

  it("give high availability to every part, and less or more where it is said", () => {
    const values = valuesOf(
      withControlPlane({ availability: "high", resources: { policy: { memoryLimit: "1Gi" } } }),
    );
    assert.equal(at(values, "policyController.resources.memory.limit"), "1Gi");
    assert.equal(at(values, "policyController.resources.cpu.request"), "100m");
    assert.equal(at(values, "identityResources.memory.request"), "10Mi");
    assert.equal(at(values, "webhookFailurePolicy"), "Fail");
  });

  it("report nothing to the outside unless asked, and then at a time that stays", () => {
    assert.equal(at(valuesOf(meshOf({})), "disableHeartBeat"), true);
    const asked = withControlPlane({ usageReports: true });
    const schedule = at(valuesOf(asked), "heartbeatSchedule");
    assert.ok(typeof schedule === "string");
    assert.match(schedule, /^([0-9]|[1-5][0-9]) ([0-9]|1[0-9]|2[0-3]) \* \* \*$/);
    assert.equal(at(valuesOf(asked), "heartbeatSchedule"), schedule);
  });

  it("agree with the network plug-in's on ports, user and skipped ports", () => {
    const definition = withControlPlane({ cni: {} });
    const [plane, cni] = [valuesOf(definition), valuesOf(definition, "linkerd2-cni")];
    for (const [ours, its] of [
      ["proxy.ports.inbound", "inboundProxyPort"],
      ["proxy.ports.outbound", "outboundProxyPort"],
      ["proxy.ports.admin", "proxyAdminPort"],
      ["proxy.ports.control", "proxyControlPort"],
      ["proxy.uid", "proxyUID"],
      ["proxyInit.ignoreInboundPorts", "ignoreInboundPorts"],
      ["proxyInit.ignoreOutboundPorts", "ignoreOutboundPorts"],
      ["proxyInit.iptablesMode", "iptablesMode"],
    ] as const)
      assert.equal(at(plane, ours), at(cni, its), ours);
    assertRefused(
      withControlPlane({ cni: {}, values: { "linkerd2-cni": { proxyUID: 1 } } }),
      /contradicts controlPlane\.cni/,
    );
  });

  it("never make Prometheus log at a level that it does not know", () => {
    const definition = withControlPlane({ logLevel: "trace" }, { observability: { console: {} } });
    assert.equal(at(valuesOf(definition, "linkerd-viz"), "prometheus.logLevel"), "debug");
  });
});

describe("namespaces of the parts", () => {
  const levels = (definition: MeshDefinition) =>
    renderMesh(definition).installation.namespaces.map(({ metadata }) => [
      metadata.name,
      metadata.labels?.["pod-security.kubernetes.io/enforce"],
    ]);

  it("allow what an init container needs, unless a plug-in does its work", () => {
    const observability = { console: {} };
    assert.deepEqual(levels(meshOf({}, { observability })), [
      ["linkerd", "privileged"],
      ["linkerd-viz", "privileged"],
    ]);
    assert.deepEqual(levels(withControlPlane({ cni: {} }, { observability })), [
      ["linkerd-cni", "privileged"],
      ["linkerd", "restricted"],
      ["linkerd-viz", "restricted"],
    ]);
  });
});

describe("a scrape configuration", () => {
  it("is YAML with the same jobs in both forms", () => {
    const metrics = { discovery: "scrape-configuration", scrapeInterval: "30s" };
    const { objects } = renderMesh(meshOf({}, { observability: { metrics } }));
    const data = objects.find(({ manifest }) => manifest.kind === "ConfigMap")?.manifest["data"];
    const { "scrape-configuration.yaml": whole = "", "scrape-jobs.yaml": jobs = "" } = data as Record<
      string,
      string
    >;
    const parsed = parse(jobs) as { job_name: string; scrape_interval: string; relabel_configs: object[] }[];
    assert.deepEqual(parse(whole), { scrape_configs: parsed });
    assert.deepEqual(
      parsed.map(({ job_name }) => job_name),
      ["linkerd-controller", "linkerd-multicluster-controller", "linkerd-proxy"],
    );
    assert.ok(parsed.every(({ scrape_interval }) => scrape_interval === "30s"));
  });
});
