import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, parseAllDocuments } from "yaml";
import { TargetMode, type MeshArgs } from "../../components";
import { ClusterAccess, type EngineResult } from "../../tools/engine";
import { writeFixtureCharts, type FixtureCharts } from "../components/fixture-charts";
import { shop } from "../components/shop";
import { filesBelow, hasKey, MeshStack } from "./mesh-stack";

describe("a mesh rendered by the engine", function () {
  this.timeout(240_000);
  let fixture: FixtureCharts;
  let stack: MeshStack;
  let mesh: MeshArgs;
  const file = (name: string): string => join(stack.folder, "manifests", "1-manifest", name);

  before(async () => {
    fixture = writeFixtureCharts();
    stack = await MeshStack.open(ClusterAccess.None);
    mesh = {
      ...shop({
        controlPlane: {
          charts: { location: fixture.charts, whenUnreachable: "fail" },
          gatewayApi: { location: fixture.gatewayApi },
        },
      }),
      target: { mode: TargetMode.Rendered, directory: join(stack.folder, "manifests") },
    };
  });

  after(() => {
    stack.close();
    fixture.remove();
  });

  it("shows every resource in the first preview, although no certificate exists yet", async () => {
    const preview = await stack.preview(mesh);
    const up = await stack.up(mesh);
    // A component is told twice, when it is declared and when it is complete.
    const resourcesOf = ({ changes }: EngineResult): string[] =>
      [...new Set(changes.map(({ urn }) => urn))].sort();
    assert.deepEqual(resourcesOf(preview), resourcesOf(up));
    assert.ok(up.changes.length > 35);
  });

  it("templates charts for the declared version of Kubernetes, without hooks", () => {
    const settings = parse(readFileSync(file("v1-configmap-linkerd-settings.yaml"), "utf8")) as {
      data: { kubernetes: string };
    };
    assert.equal(settings.data.kubernetes, "v1.34.0");
    assert.ok(filesBelow(stack.folder).every((path) => !path.includes("-job-")));
  });

  it("fills the certificates into the charts' webhooks", async () => {
    const name = "admissionregistration.k8s.io_v1-mutatingwebhookconfiguration-default-injector.yaml";
    const { webhooks } = parse(readFileSync(file(name), "utf8")) as {
      webhooks: { clientConfig: { caBundle: string } }[];
    };
    const pem = Buffer.from(webhooks[0]?.clientConfig.caBundle ?? "", "base64").toString();
    assert.equal(pem.trim(), (await stack.output("trustBundlePem")).trim());
  });

  it("leaves no key in any file, neither rendered nor of the state, and gives them as a secret", async () => {
    assert.deepEqual(stack.filesWithKeys(), []);
    assert.ok(filesBelow(stack.folder).every((path) => !path.includes("v1-secret-")));
    const text = await stack.output("secretManifests");
    assert.ok(hasKey(text));
    const secrets = parseAllDocuments(text).map(
      (document) => document.toJS() as { metadata: { name: string } },
    );
    assert.deepEqual(secrets.map(({ metadata }) => metadata.name).sort(), [
      "from-chart",
      "linkerd-identity-issuer",
      "linkerd-policy-validator-k8s-tls",
      "linkerd-proxy-injector-k8s-tls",
      "linkerd-sp-validator-k8s-tls",
    ]);
    assert.ok(
      filesBelow(stack.folder).every((path) => !readFileSync(path, "utf8").includes("chart-token-value")),
    );
  });

  it("changes nothing when it is run again", async () => {
    assert.deepEqual((await stack.up(mesh)).changeNames, []);
  });

  it("issues one certificate anew when its generation is raised, the new one before the old one goes", async () => {
    const renewed = { ...mesh, trust: { issuer: { generation: 2 } } };
    const before = await stack.output("secretManifests");
    const { changes } = await stack.up(renewed);
    const resources = changes.filter(({ type }) => type.startsWith("tls:") || type.startsWith("kubernetes:"));
    const trust = "demo-control-plane-trust:issuer";
    assert.deepEqual(
      resources.map(({ operation, name }) => `${operation} ${name}`),
      [...Array<string>(3).fill(`create ${trust}:2`), ...Array<string>(3).fill(`delete ${trust}:1`)],
    );
    assert.notEqual(await stack.output("secretManifests"), before);
    assert.deepEqual(stack.filesWithKeys(), []);
  });

  it("refuses a wrong definition in words of its own, without a stack trace", async () => {
    const wrong = { ...mesh, services: { "shop/cart": { ports: [{ port: 0, protocol: "grpc" as const }] } } };
    const { diagnostics } = await stack.refusal(wrong);
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    assert.match(errors[0]?.message ?? "", /services\["shop\/cart"\]\.ports\[0\]\.port/);
    assert.match(errors[0]?.urn ?? "", /Mesh::demo$/);
    assert.ok(errors.every(({ message }) => !/\n\s+at /.test(message)));
  });

  it("names every chart that is missing, and the ways out", async () => {
    const gone = { ...mesh, controlPlane: { ...mesh.controlPlane, charts: { location: "/no/such/folder" } } };
    const { failure } = await stack.refusal({ ...gone, environment: "staging" });
    assert.match(failure, /chart linkerd-crds 2026\.8\.3 cannot be had from \/no\/such\/folder/);
    assert.match(failure, /chart linkerd-control-plane 2026\.8\.3/);
    assert.match(failure, /mirror of the repository/);
  });

  it("goes on without missing charts where that is allowed, and says so", async () => {
    const charts = { location: "/no/such/folder", whenUnreachable: "skip" as const };
    const preview = await stack.preview({ ...mesh, controlPlane: { ...mesh.controlPlane, charts } });
    assert.match(
      preview.said("warning").join("\n"),
      /control plane is incomplete[^]*linkerd-control-plane 2026\.8\.3/,
    );
  });

  it("takes its files away when it is destroyed", async () => {
    await stack.destroy();
    const manifests = join(stack.folder, "manifests");
    assert.deepEqual(existsSync(manifests) ? filesBelow(manifests) : [], []);
  });
});
