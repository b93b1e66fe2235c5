import assert from "node:assert/strict";
import { join } from "node:path";
import { renderMesh, type Manifest } from "../../backends";
import { helmVariable } from "../../components/charts/helm";
import { renderChart } from "../../components/charts/render-chart";
import { ensureParts } from "../../tools/toolchain";
import { meshOf } from "../support/definition";
import { goldenCases, renderCase } from "../support/golden-cases";

const charts = join(__dirname, "..", "fixtures", "charts");

/** Objects of all charts of a definition. */
function objectsOf(definition: Parameters<typeof renderMesh>[0]): Manifest[] {
  const { installation, mesh } = renderMesh(definition);
  return installation.charts.flatMap((chart) =>
    renderChart(chart, charts, mesh.controlPlane.kubernetesVersion),
  );
}

function one(objects: readonly Manifest[], kind: string, name: string): Manifest {
  const found = objects.find((object) => object.kind === kind && object.metadata.name === name);
  assert.ok(found, `${kind} ${name} is among ${objects.map(({ metadata }) => metadata.name).join(", ")}`);
  return found;
}

function proxyTemplate(objects: readonly Manifest[]): string {
  const { data } = one(objects, "ConfigMap", "linkerd-proxy-template") as Manifest & {
    data: Record<string, string>;
  };
  return data["proxy.yaml"] ?? "";
}

/** Cases that say something about the installation of charts, which older releases of Kubernetes do not keep from rendering. */
const installed = goldenCases().filter((golden) => {
  if (renderCase(golden).has("problems.txt")) return false;
  const fields = [golden.input.controlPlane, golden.input.observability, golden.input.trust];
  const { installation, mesh } = renderMesh(golden.input);
  const current = !mesh.controlPlane.kubernetesVersion.startsWith("1.2");
  return current && installation.charts.length > 0 && fields.some((field) => field !== undefined);
});

describe("charts of a mesh", function () {
  this.timeout(60_000);
  const given = process.env[helmVariable];

  before(async function () {
    this.timeout(240_000);
    process.env[helmVariable] = given ?? (await ensureParts(["helm"])).helm;
  });
  after(() => {
    if (given === undefined) Reflect.deleteProperty(process.env, helmVariable);
  });

  for (const golden of installed) {
    it(`take the values and render to the same objects twice: ${golden.name}`, () => {
      const objects = objectsOf(golden.input);
      assert.ok(objects.length > 0);
      assert.deepEqual(objectsOf(golden.input), objects);
      assert.doesNotMatch(
        JSON.stringify(objects),
        /-----BEGIN|LS0tLS1CRUdJTi/,
        "no certificate of a chart's own",
      );
    });
  }

  it("take every image from the registry that is named", () => {
    const controlPlane = { images: { registry: "registry.example.org/mesh" }, cni: {}, usageReports: true };
    const objects = objectsOf(meshOf({}, { controlPlane, observability: { console: {} } }));
    const images = [...JSON.stringify(objects).matchAll(/image\\?":? ?\\?"?([a-z0-9./:-]+)/g)].map(
      ([, name]) => name,
    );
    const template = /image: (\S+)/.exec(proxyTemplate(objects))?.[1];
    assert.ok(images.length >= 5);
    for (const image of [...images, template])
      assert.match(image ?? "", /^registry\.example\.org\/mesh\/[a-z-]+:/);
  });

  it("lead traffic by plug-in or init container, and agree on its ports", () => {
    const without = objectsOf(meshOf({}, { controlPlane: {} }));
    assert.match(proxyTemplate(without), /networkSetup: init container/);
    const objects = objectsOf(meshOf({}, { controlPlane: { cni: {} } }));
    assert.match(proxyTemplate(objects), /networkSetup: plug-in/);
    const { data } = one(objects, "ConfigMap", "linkerd-cni-config") as Manifest & { data: object };
    assert.deepEqual(data, {
      dest_cni_net_dir: "/etc/cni/net.d",
      dest_cni_bin_dir: "/opt/cni/bin",
      ports: "4143,4140",
      user: "2102",
    });
    const { spec } = one(objects, "DaemonSet", "linkerd-cni") as Manifest & {
      spec: { template: { spec: { containers: { name: string }[] } } };
    };
    assert.deepEqual(
      spec.template.spec.containers.map(({ name }) => name),
      ["install-cni", "repair-controller"],
    );
  });

  it("survive the loss of a node in a highly available mesh", () => {
    const objects = objectsOf(
      meshOf({}, { controlPlane: { availability: "high" }, observability: { console: {} } }),
    );
    one(objects, "PodDisruptionBudget", "linkerd-dst");
    for (const name of ["linkerd-destination", "tap"]) {
      const { spec } = one(objects, "Deployment", name) as Manifest & { spec: { replicas: number } };
      assert.equal(spec.replicas, 3, name);
    }
  });

  it("bring a Prometheus or take the one that is named", () => {
    const address = { prometheusAddress: "http://prometheus.monitoring:9090" };
    const names = (console: object): string[] =>
      objectsOf(meshOf({}, { observability: { console } })).map(({ metadata }) => metadata.name);
    assert.ok(names({}).includes("prometheus"));
    assert.ok(!names(address).includes("prometheus"));
  });

  it("let everyone know where traces go", () => {
    const collector = { address: "otel.tracing:4317", serviceAccount: "tracing/otel" };
    const objects = objectsOf(meshOf({}, { observability: { tracing: { collector } } }));
    assert.match(proxyTemplate(objects), /collector: otel\.tracing:4317\n\s+identity: otel\.tracing/);
  });
});
