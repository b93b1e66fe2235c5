import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import { withCaBundle } from "../../components/charts/ca-bundle";
import { withTrustAnnotation } from "../../components/charts/trust-annotation";
import { chartTransform } from "../../components/charts/chart-on-cluster";
import { locateChart } from "../../components/charts/chart-location";
import { SourceUnavailable } from "../../components/sources/source-unavailable";
import type { ChartInstallation } from "../../backends";
import { writeFixtureCharts, type FixtureCharts } from "./fixture-charts";
import { valueOf } from "./mock-engine";

const resolved = (value: unknown): Promise<unknown> => valueOf(pulumi.output(value));
const encode = (text: string): string => Buffer.from(text).toString("base64");
const installation: ChartInstallation = {
  chart: "linkerd-crds",
  version: "2026.8.3",
  namespace: "linkerd",
  values: {},
  carriesCrds: true,
};

describe("the place of a chart", () => {
  let fixture: FixtureCharts;
  before(() => (fixture = writeFixtureCharts()));
  after(() => {
    fixture.remove();
  });

  it("is a repository, a registry path with the chart's name, or a folder", () => {
    const repository = locateChart(installation, "https://charts.example.org/edge");
    assert.deepEqual(repository, {
      chart: "linkerd-crds",
      repository: "https://charts.example.org/edge",
      remote: true,
    });
    const registry = locateChart(installation, "oci://registry.example.org/charts/");
    assert.equal(registry.chart, "oci://registry.example.org/charts/linkerd-crds");
    assert.equal(registry.repository, undefined);
    const folder = locateChart(installation, fixture.charts);
    assert.match(folder.chart, /\/linkerd-crds$/);
    assert.equal(folder.remote, false);
  });

  it("is told with what is missing when a folder does not hold it", () => {
    const missing = { ...installation, chart: "linkerd-viz" };
    assert.throws(
      () => locateChart(missing, fixture.charts),
      (error) =>
        error instanceof SourceUnavailable &&
        error.message.includes("holds neither linkerd-viz/ nor linkerd-viz-2026.8.3.tgz"),
    );
    assert.throws(() => locateChart(installation, "/no/such/folder"), /there is no such folder/);
  });
});

const trust = { placeholder: "roots", pem: pulumi.output("PEM of the roots\n") };

describe("the fingerprint of the roots on pods", () => {
  const template = (value: string) => ({
    replicas: 1,
    template: { metadata: { annotations: { roots: value, other: "kept" } }, spec: { containers: [] } },
  });
  const fingerprint = createHash("sha256").update("PEM of the roots\n").digest("hex");

  it("takes the place of the placeholder and of nothing else", async () => {
    const deployment = { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "d" } };
    const filled = withTrustAnnotation({ ...deployment, spec: template("roots") }, trust);
    assert.deepEqual(await resolved(filled["spec"]), template(fingerprint));
    const other = { ...deployment, spec: template("another") };
    assert.deepEqual(withTrustAnnotation(other, trust), other);
    const service = { ...other, kind: "Service", spec: template("roots") };
    assert.equal(withTrustAnnotation(service, trust), service);
  });

  it("is filled in by the chart's transform, also where the spec is known later", async () => {
    const call = (spec: unknown) =>
      chartTransform({ caBundle: trust, trust, keepCrds: false, labels: {} })({
        custom: true,
        type: "kubernetes:apps/v1:Deployment",
        name: "n",
        props: { spec },
        opts: {},
      });
    for (const spec of [template("roots"), pulumi.output(template("roots"))])
      assert.deepEqual(
        await resolved(((await call(spec))?.props as { spec: unknown }).spec),
        template(fingerprint),
      );
    assert.equal(await call(template("another")), undefined);
  });
});

describe("the authority's certificate in webhooks", () => {
  const bundle = { placeholder: "placeholder", pem: pulumi.output("PEM") };
  const webhooks = [
    { name: "ours", clientConfig: { caBundle: encode("placeholder"), service: { name: "injector" } } },
    { name: "another's", clientConfig: { caBundle: encode("other") } },
  ];

  it("takes the place of the placeholder and of nothing else", async () => {
    const manifest = {
      apiVersion: "admissionregistration.k8s.io/v1",
      kind: "ValidatingWebhookConfiguration",
    };
    const filled = withCaBundle({ ...manifest, metadata: { name: "w" }, webhooks }, bundle);
    const [ours, other] = (await resolved(filled["webhooks"])) as typeof webhooks;
    assert.deepEqual(ours!.clientConfig, { caBundle: encode("PEM"), service: { name: "injector" } });
    assert.equal(other!.clientConfig.caBundle, encode("other"));
    const untouched = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "c" }, webhooks };
    assert.equal(withCaBundle(untouched, bundle), untouched);
  });

  it("takes it in an API service too, which is trusted in another place", async () => {
    const spec = { group: "tap.linkerd.io", caBundle: encode("placeholder") };
    const manifest = { apiVersion: "apiregistration.k8s.io/v1", kind: "APIService", metadata: { name: "a" } };
    const filled = await resolved(withCaBundle({ ...manifest, spec }, bundle)["spec"]);
    assert.deepEqual(filled, { group: "tap.linkerd.io", caBundle: encode("PEM") });
    const others = { ...manifest, spec: { caBundle: encode("other") } };
    assert.deepEqual(withCaBundle(others, bundle), others);
    const later = withCaBundle({ ...manifest, spec: pulumi.output(spec) }, bundle)["spec"];
    assert.deepEqual(await resolved(later), { group: "tap.linkerd.io", caBundle: encode("PEM") });
  });

  it("is filled in by the chart's transform, which marks CRDs as ours and keeps them only when told to", async () => {
    const call = (type: string, keepCrds: boolean) =>
      chartTransform({ caBundle: bundle, trust, keepCrds, labels: { owner: "mesh" } })({
        custom: true,
        type,
        name: "n",
        props: { webhooks, metadata: { name: "n", labels: { from: "chart" } } },
        opts: {},
      });
    const type = "kubernetes:admissionregistration.k8s.io/v1:MutatingWebhookConfiguration";
    const result = await call(type, false);
    const filled = (await resolved((result?.props as { webhooks: unknown }).webhooks)) as typeof webhooks;
    assert.equal(filled[0]!.clientConfig.caBundle, encode("PEM"));
    const crd = "kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition";
    assert.equal((await call(crd, true))?.opts.retainOnDelete, true);
    const dropped = await call(crd, false);
    assert.equal(dropped?.opts.retainOnDelete, undefined);
    assert.deepEqual(await resolved((dropped?.props as { metadata: unknown }).metadata), {
      name: "n",
      labels: { from: "chart", owner: "mesh" },
    });
    assert.equal(await call("kubernetes:apps/v1:Deployment", true), undefined);
  });
});
