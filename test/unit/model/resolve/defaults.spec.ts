import assert from "node:assert/strict";
import { defaults, environmentDefaults, Environment } from "../../../../model";
import { cartWith, meshOf, resolved, resolvedService } from "../../../support/definition";

describe("a definition that says the least", () => {
  const mesh = resolved(meshOf({ "shop/cart": {} }));

  it("runs on Linkerd, in the domain cluster.local", () => {
    assert.deepEqual(
      [mesh.backend, mesh.clusterDomain, mesh.trustDomain],
      ["linkerd", "cluster.local", "cluster.local"],
    );
  });

  it("has one active root of ten years, and an issuer and webhook certificates of one", () => {
    assert.deepEqual(mesh.trust.anchors, [{ name: "root-1", state: "active", validityDays: 3650 }]);
    assert.deepEqual(mesh.trust.issuer, { validityDays: 365, generation: 1 });
    assert.deepEqual(mesh.trust.webhooks, { validityDays: 365, generation: 1 });
  });

  it("installs the control plane and the Gateway API", () => {
    assert.equal(mesh.controlPlane.management, "installed");
    assert.deepEqual(mesh.controlPlane.gatewayApi, {
      management: "installed",
      version: undefined,
      channel: "standard",
      location: undefined,
    });
  });

  it("uses native sidecars and knows the private address ranges", () => {
    assert.equal(mesh.controlPlane.nativeSidecars, true);
    assert.deepEqual(mesh.controlPlane.clusterNetworks, [
      "10.0.0.0/8",
      "100.64.0.0/10",
      "172.16.0.0/12",
      "192.168.0.0/16",
      "fd00::/8",
    ]);
  });

  it("takes over no namespace, injects proxies and denies access", () => {
    assert.deepEqual(mesh.namespaces, [
      {
        name: "shop",
        path: "namespaces.shop",
        management: "existing",
        injection: "enabled",
        defaultAccess: "deny",
        accessMode: "enforce",
        mtls: "required",
        proxyResources: {},
        proxy: {},
        linkerd: {},
      },
    ]);
  });

  it("finds a service's pods and identity by its name", () => {
    const cart = resolvedService(meshOf({ "shop/cart": {} }));
    assert.deepEqual(cart.selector, { app: "cart" });
    assert.equal(cart.serviceAccount, "cart");
    assert.equal(cart.replicas, 1);
  });

  it("declares no metrics", () => {
    assert.deepEqual(mesh.metrics, {
      discovery: "none",
      scrapeInterval: "10s",
      scrapeNamespace: undefined,
      sources: [],
    });
  });

  it("accepts no finding", () => {
    assert.deepEqual(mesh.acceptedFindings, []);
  });
});

describe("defaults that follow the environment", () => {
  for (const environment of Object.values(Environment)) {
    it(`are those of ${environment}`, () => {
      const { controlPlane, trust } = resolved(meshOf({}, { environment }));
      assert.deepEqual(
        {
          protectTrust: trust.protect,
          keepCrds: controlPlane.keepCrds,
          availability: controlPlane.availability,
          whenUnreachable: controlPlane.charts.whenUnreachable,
        },
        environmentDefaults[environment],
      );
    });
  }

  it("protect roots and CRDs in production, and nothing in development", () => {
    assert.deepEqual(environmentDefaults.production, {
      protectTrust: true,
      keepCrds: true,
      availability: "high",
      whenUnreachable: "fail",
    });
    assert.deepEqual(environmentDefaults.development, {
      protectTrust: false,
      keepCrds: false,
      availability: "single",
      whenUnreachable: "skip",
    });
  });

  it("give way to what is said", () => {
    const { controlPlane, trust } = resolved(
      meshOf(
        {},
        {
          environment: "production",
          trust: { protect: false },
          controlPlane: { keepCrds: false, availability: "single", charts: { whenUnreachable: "skip" } },
        },
      ),
    );
    assert.deepEqual(
      [trust.protect, controlPlane.keepCrds, controlPlane.availability, controlPlane.charts.whenUnreachable],
      [false, false, "single", "skip"],
    );
  });
});

describe("what a definition says", () => {
  it("goes before every default of the mesh", () => {
    const mesh = resolved(
      meshOf(
        {},
        {
          clusterDomain: "k8s.example.org",
          trust: {
            anchors: [{ name: "r", state: "active", validityDays: 700 }],
            issuer: { validityDays: 90, generation: 3 },
          },
          controlPlane: {
            management: "existing",
            namespace: "mesh",
            version: "2026.8.1",
            clusterNetworks: ["10.0.0.0/8"],
          },
          observability: { metrics: { discovery: "pod-monitor", scrapeInterval: "30s" } },
        },
      ),
    );
    assert.equal(mesh.trustDomain, "k8s.example.org");
    assert.deepEqual(mesh.trust.anchors, [{ name: "r", state: "active", validityDays: 700 }]);
    assert.deepEqual(mesh.trust.issuer, { validityDays: 90, generation: 3 });
    assert.deepEqual([mesh.controlPlane.namespace, mesh.controlPlane.version], ["mesh", "2026.8.1"]);
    assert.deepEqual(mesh.controlPlane.clusterNetworks, ["10.0.0.0/8"]);
    assert.deepEqual([mesh.metrics.discovery, mesh.metrics.scrapeInterval], ["pod-monitor", "30s"]);
  });

  it("leaves the Gateway API to whoever runs the control plane, unless it says otherwise", () => {
    const existing = { management: "existing" };
    assert.equal(
      resolved(meshOf({}, { controlPlane: existing })).controlPlane.gatewayApi.management,
      "existing",
    );
    const controlPlane = { ...existing, gatewayApi: { management: "installed" } };
    assert.equal(resolved(meshOf({}, { controlPlane })).controlPlane.gatewayApi.management, "installed");
  });

  it("keeps the order of anchors, whose steps follow one another", () => {
    const anchors = [
      { name: "z", state: "retiring" },
      { name: "a", state: "active" },
    ];
    assert.deepEqual(
      resolved(meshOf({}, { trust: { anchors } })).trust.anchors.map(({ name }) => name),
      ["z", "a"],
    );
  });
});

describe("circuit breaking", () => {
  const ejection = (circuitBreaking: object): readonly unknown[] => {
    const { consecutiveFailures, ejectionMinMs, ejectionMaxMs } = resolvedService(
      cartWith({ circuitBreaking }),
    ).circuitBreaking!;
    return [consecutiveFailures, ejectionMinMs, ejectionMaxMs];
  };

  it("is off when nothing is said", () => {
    assert.equal(resolvedService(cartWith({})).circuitBreaking, undefined);
  });

  it("takes out after seven failures, for a second to a minute", () => {
    assert.deepEqual(ejection({}), [defaults.consecutiveFailures, 1_000, 60_000]);
    assert.deepEqual(ejection({}), [7, 1_000, 60_000]);
  });

  it("keeps the longest time above a first time that is longer than the default", () => {
    assert.deepEqual(ejection({ ejection: { min: "2m" } }), [7, 120_000, 120_000]);
  });

  it("keeps the first time below a longest time that is shorter than the default", () => {
    assert.deepEqual(ejection({ ejection: { max: "500ms" } }), [7, 500, 500]);
  });
});
