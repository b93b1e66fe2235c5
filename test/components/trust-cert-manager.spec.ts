import assert from "node:assert/strict";
import { CertificateAuthority, Mesh, TargetMode } from "../../components";
import { engineFeatures } from "../../components/charts/chart-on-cluster";
import type { MeshDefinition } from "../../model";
import { writeFixtureCharts } from "./fixture-charts";
import { declare, valueOf } from "./mock-engine";
import { shop } from "./shop";

const secretType = "kubernetes:core/v1:Secret";
const clusterMode = { mode: TargetMode.Cluster };
const renderedMode = { mode: TargetMode.Rendered, directory: "out" };

describe("a CertificateAuthority of cert-manager", () => {
  const mesh = (changes: Partial<MeshDefinition> = {}): MeshDefinition =>
    shop({ trust: { source: "cert-manager" }, ...changes });
  const certificateOf = (name: string): string => `trust:Certificate:${name}`;
  const root = certificateOf("cert-manager/demo.anchor.root-1");
  const issuer = certificateOf("linkerd/linkerd-identity-issuer");

  it("declares each object after what it rests on is ready, and looks the CRDs up first", async () => {
    const { one, reads, resources } = await declare(false, () => {
      return new CertificateAuthority("trust", { mesh: mesh(), target: clusterMode });
    });
    assert.deepEqual(
      reads.map((line) => line.split(":").at(-1)),
      [
        "certificates.cert-manager.io",
        "clusterissuers.cert-manager.io",
        "issuers.cert-manager.io",
        "bundles.trust.cert-manager.io",
      ],
    );
    const signer = one("trust:ClusterIssuer:demo.anchor.root-1");
    assert.ok(signer.dependencies.includes(one(root).urn));
    assert.ok(one(issuer).dependencies.includes(signer.urn));
    const waits = (name: string): unknown =>
      (one(name).inputs["metadata"] as { annotations: Record<string, string> }).annotations[
        "pulumi.com/waitFor"
      ];
    assert.equal(waits(issuer), "condition=Ready");
    assert.equal(waits("trust:Bundle:linkerd-identity-trust-roots"), "condition=Synced");
    assert.ok(resources.every(({ type }) => !type.startsWith("tls:") && type !== secretType));
  });

  it("does not look for CRDs that what it waits for may bring", async () => {
    const { reads } = await declare(false, () => {
      const first = new CertificateAuthority("first", { mesh: shop(), target: clusterMode });
      return new CertificateAuthority("trust", { mesh: mesh(), target: clusterMode }, { dependsOn: first });
    });
    assert.deepEqual(
      reads.filter((line) => line.includes("cert-manager")),
      [],
    );
  });

  it("renders plain objects, asks no cluster and holds no key", async () => {
    const { one, reads, result } = await declare(false, () => {
      return new CertificateAuthority("trust", { mesh: mesh(), target: renderedMode });
    });
    assert.deepEqual(reads, []);
    assert.equal((one(issuer).inputs["metadata"] as { annotations?: unknown }).annotations, undefined);
    assert.equal(await valueOf(result.secretManifests), "");
    assert.equal(await valueOf(result.trustBundlePem), "");
    assert.deepEqual(await valueOf(result.expiry), {});
  });

  it("protects the roots outside of development", async () => {
    for (const environment of ["development", "production"] as const) {
      const { one } = await declare(false, () => {
        return new CertificateAuthority("trust", { mesh: mesh({ environment }), target: clusterMode });
      });
      assert.equal(one(root).protect, environment === "production");
      assert.equal(one(issuer).protect, false);
    }
  });

  it("stands before the control plane, which finds its Secrets", async () => {
    const fixture = writeFixtureCharts();
    engineFeatures.transforms = false;
    try {
      const controlPlane = {
        charts: { location: fixture.charts },
        gatewayApi: { location: fixture.gatewayApi },
      };
      const { one, reads } = await declare(false, () => new Mesh("demo", mesh({ controlPlane })));
      assert.equal(reads.filter((line) => line.includes("cert-manager.io")).length, 4);
      const chart = one("demo-control-plane:linkerd-control-plane").dependencies;
      for (const name of [
        "Certificate:linkerd/linkerd-identity-issuer",
        "Bundle:linkerd-identity-trust-roots",
      ])
        assert.ok(chart.includes(one(`demo-control-plane-trust:${name}`).urn), name);
      const first = one("demo-control-plane-trust:Issuer:linkerd/demo.self-signed").dependencies;
      assert.ok(first.includes(one("demo-control-plane:Namespace:linkerd").urn));
    } finally {
      engineFeatures.transforms = true;
      fixture.remove();
    }
  });
});
