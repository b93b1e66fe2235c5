import assert from "node:assert/strict";
import { Provider } from "@pulumi/kubernetes";
import { ConfigMap } from "@pulumi/kubernetes/core/v1";
import * as pulumi from "@pulumi/pulumi";
import { Mesh, TargetMode } from "../../components";
import { engineFeatures } from "../../components/charts/chart-on-cluster";
import { declare, isSecretEnvelope, isUnknown, valueOf, type Declarations } from "./mock-engine";
import { writeFixtureCharts, type FixtureCharts } from "./fixture-charts";
import { guestShop, publicGateway, shop } from "./shop";

const meshToken = "pulumi-service-mesh:index:Mesh";

for (const preview of [true, false]) {
  describe(`Mesh on a cluster, ${preview ? "preview" : "update"}`, () => {
    let fixture: FixtureCharts;
    let declared: Declarations<Mesh>;

    before(async () => {
      fixture = writeFixtureCharts();
      engineFeatures.transforms = false;
      const gateways = { "shop/public": publicGateway };
      const controlPlane = {
        charts: { location: fixture.charts },
        gatewayApi: { location: fixture.gatewayApi },
      };
      declared = await declare(preview, () => new Mesh("demo", shop({ controlPlane, gateways })));
    });

    after(() => {
      engineFeatures.transforms = true;
      fixture.remove();
    });

    it("puts everything below the mesh", () => {
      const byUrn = new Map(declared.resources.map((resource) => [resource.urn, resource]));
      const parentless = declared.resources.filter(({ parent }) => !byUrn.has(parent));
      assert.deepEqual(
        parentless.map(({ type }) => type),
        [meshToken],
      );
    });

    it("names every child after the component it belongs to", () => {
      const byUrn = new Map(declared.resources.map((resource) => [resource.urn, resource]));
      for (const { name, parent } of declared.resources) {
        const owner = byUrn.get(parent);
        if (owner !== undefined)
          assert.ok(name.startsWith(owner.name), `${name} is not named after ${owner.name}`);
      }
    });

    it("gives every Kubernetes object the mesh's one provider", () => {
      const providers = declared.resources.filter(({ type }) => type === "pulumi:providers:kubernetes");
      assert.equal(providers.length, 1);
      const objects = declared.resources.filter(({ type }) => type.startsWith("kubernetes:"));
      assert.ok(objects.length > 10);
      for (const { name, provider } of objects) assert.ok(provider.startsWith(providers[0]!.urn), name);
    });

    it("declares a component for each gateway, with the gateway's objects below it", () => {
      const gateway = declared.one("demo:gateway:shop/public");
      const below = declared.resources.filter(({ parent }) => parent === gateway.urn);
      assert.deepEqual(below.map(({ type }) => type).sort(), [
        "kubernetes:gateway.networking.k8s.io/v1:Gateway",
        "kubernetes:gateway.networking.k8s.io/v1:HTTPRoute",
      ]);
    });

    it("declares a component for each service, with the service's objects below it", () => {
      const cart = declared.one("demo:shop/cart");
      const server = declared.one("demo:shop/cart:Server:shop/cart.7070");
      assert.equal(server.type, "kubernetes:policy.linkerd.io/v1beta3:Server");
      assert.equal(server.parent, cart.urn);
    });

    it("orders namespaces, CRDs, certificates, charts, injection and policies", () => {
      const urnOf = (name: string): string => declared.one(name).urn;
      const dependenciesOf = (name: string): readonly string[] => declared.one(name).dependencies;
      const control = "demo-control-plane";
      assert.ok(dependenciesOf(`${control}:linkerd-crds`).includes(urnOf(`${control}:Namespace:linkerd`)));
      assert.ok(
        dependenciesOf(`${control}:linkerd-crds`).includes(
          urnOf(`${control}:CustomResourceDefinition:routes.example.org`),
        ),
      );
      const issuerSecret = `${control}-trust:Secret:linkerd/linkerd-identity-issuer`;
      assert.ok(dependenciesOf(issuerSecret).includes(urnOf(`${control}:Namespace:linkerd`)));
      const chart = dependenciesOf(`${control}:linkerd-control-plane`);
      assert.ok(chart.includes(urnOf(`${control}:linkerd-crds`)));
      assert.ok(chart.includes(urnOf(issuerSecret)));
      const namespace = "demo-injection:Namespace:shop";
      assert.deepEqual(dependenciesOf(namespace), [urnOf(`${control}:linkerd-control-plane`)]);
      // One line of state for each object, not one for each part of the control plane.
      assert.deepEqual(dependenciesOf("demo:shop/cart:Server:shop/cart.7070"), [urnOf(namespace)]);
    });

    it("hands keys to the engine as secrets only", () => {
      const secrets = declared.resources.filter(({ type }) => type === "kubernetes:core/v1:Secret");
      assert.equal(secrets.length, 4);
      for (const { name, inputs } of secrets) {
        const data = inputs["data"] as Record<string, unknown>;
        if (preview) assert.ok(isUnknown(data), name);
        else assert.ok(isSecretEnvelope(data) || isSecretEnvelope(data["tls.key"]), name);
      }
      for (const [urn, outputs] of declared.outputs) {
        const text = outputs["secretManifests"];
        if (text !== undefined) assert.ok(isSecretEnvelope(text) || isUnknown(text), urn);
      }
    });

    it("hands no definition and no key to the components' own inputs", () => {
      assert.deepEqual(declared.one("demo").inputs, { name: "demo", environment: "development" });
    });

    it("says what others need to know", async () => {
      const { result } = declared;
      assert.equal(await valueOf(result.backend), "linkerd");
      assert.equal(await valueOf(result.controlPlaneNamespace), "linkerd");
      assert.deepEqual(await valueOf(result.namespaces), ["shop"]);
      assert.deepEqual(await valueOf(result.callGraph), [
        { from: "shop/web", to: "shop/cart", ports: [7070] },
      ]);
      const coordinates = await valueOf(result.coordinates);
      assert.equal(coordinates.services["shop/cart"]?.serviceAccount, "cart");
    });
  });
}

describe("Mesh", () => {
  it("uses the provider it is given, and makes none", async () => {
    const declared = await declare(false, () => {
      const provider = new Provider("mine", { kubeconfig: "{}" });
      return new Mesh("demo", guestShop(), { provider });
    });
    const providers = declared.resources.filter(({ type }) => type === "pulumi:providers:kubernetes");
    assert.deepEqual(
      providers.map(({ name }) => name),
      ["mine"],
    );
    const server = declared.one("demo:shop/cart:Server:shop/cart.7070");
    assert.ok(server.provider.startsWith(providers[0]!.urn));
  });

  it("declares no control plane that someone else runs", async () => {
    const { resources, result } = await declare(false, () => new Mesh("demo", guestShop()));
    assert.ok(!resources.some(({ type }) => type.includes("ControlPlane") || type.startsWith("tls:")));
    assert.equal(await valueOf(result.trustBundlePem), "");
  });

  it("looks an existing namespace up before it marks it, on a cluster only", async () => {
    const existing = guestShop({ namespaces: { shop: { management: "existing" } } });
    const onCluster = await declare(false, () => new Mesh("demo", existing));
    const name = "demo-injection:Namespace:shop";
    assert.deepEqual(onCluster.reads, [`kubernetes:core/v1:Namespace ${name}`]);
    const patch = onCluster.one(name, "kubernetes:core/v1:NamespacePatch");
    assert.equal(patch.dependencies.length, 1);
    const target = { mode: TargetMode.Rendered, directory: "out" };
    const rendered = await declare(false, () => new Mesh("demo", { ...existing, target }));
    assert.deepEqual(rendered.reads, []);
  });

  it("gives dashboards and scrape jobs out, for those who put them somewhere else", async () => {
    const observability = { dashboards: {}, metrics: { discovery: "scrape-configuration" as const } };
    const { result } = await declare(false, () => new Mesh("demo", guestShop({ observability })));
    const files = await valueOf(result.dashboards);
    assert.deepEqual(Object.keys(files).sort(), [
      "demo-health.json",
      "demo-routes.json",
      "demo-services.json",
    ]);
    for (const text of Object.values(files)) assert.equal(typeof JSON.parse(text), "object");
    assert.match(await valueOf(result.scrapeJobs), /^- job_name: linkerd-controller\n/);
    const without = await declare(false, () => new Mesh("demo", guestShop()));
    assert.deepEqual(await valueOf(without.result.dashboards), {});
    assert.equal(await valueOf(without.result.scrapeJobs), "");
  });

  it("waits for what the user says", async () => {
    const declared = await declare(false, () => {
      const first = new ConfigMap("first", {});
      return new Mesh("demo", guestShop(), { dependsOn: [first] });
    });
    assert.deepEqual(declared.one("demo-injection:Namespace:shop").dependencies, [declared.one("first").urn]);
  });

  it("tells everything that is wrong at once, and declares nothing below itself", async () => {
    const wrong = guestShop();
    wrong.services["shop/cart"] = { ports: [{ port: 0, protocol: "grpc" }], allow: [{ from: ["wbe"] }] };
    let error: unknown;
    const declared = await declare(false, () => {
      try {
        return new Mesh("demo", wrong);
      } catch (caught) {
        error = caught;
        return undefined;
      }
    });
    assert.ok(pulumi.ResourceError.isInstance(error));
    assert.equal(error.hideStack, true);
    assert.match(error.message, /services\["shop\/cart"\]\.ports\[0\]\.port/);
    assert.match(error.message, /wbe/);
    // For a program in another language the host recognises this class and sends each property on its own.
    assert.ok(pulumi.InputPropertiesError.isInstance(error));
    assert.equal((error as unknown as { errors: unknown[] }).errors.length, 2);
    assert.deepEqual(
      declared.resources.map(({ type }) => type),
      [meshToken],
    );
  });

  it("takes no key of the target for part of the definition", async () => {
    const target = { mode: TargetMode.Rendered, directory: "out" };
    const { resources } = await declare(true, () => new Mesh("demo", { ...guestShop(), target }));
    const provider = resources.find(({ type }) => type === "pulumi:providers:kubernetes");
    assert.match(String(provider?.inputs["renderYamlToDirectory"]), /\/out$/);
    assert.equal(provider?.inputs["enableSecretMutable"], "true");
  });
});
