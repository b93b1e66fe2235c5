import assert from "node:assert/strict";
import { renderMesh, type Manifest } from "../../../backends";
import type { TrustDefinition } from "../../../model";
import { meshOf } from "../../support/definition";

interface Spec {
  readonly secretName?: string;
  readonly commonName?: string;
  readonly isCA?: boolean;
  readonly duration?: string;
  readonly renewBefore?: string;
  readonly dnsNames?: readonly string[];
  readonly privateKey?: { readonly rotationPolicy: string };
  readonly issuerRef?: { readonly name: string; readonly kind: string };
  readonly ca?: { readonly secretName: string };
  readonly sources?: readonly { readonly secret?: { readonly name: string } }[];
}

function installationOf(trust: TrustDefinition, rest: object = {}) {
  const definition = meshOf({}, { trust: { source: "cert-manager", ...trust }, ...rest });
  return renderMesh(definition).installation;
}

function objectsOf(trust: TrustDefinition, rest: object = {}): Manifest[] {
  const { certManager } = installationOf(trust, rest).trust;
  assert.ok(certManager);
  return certManager.steps.flat().map(({ manifest }) => manifest);
}

function one(objects: readonly Manifest[], kind: string, name: string): Spec {
  const found = objects.filter((object) => object.kind === kind && object.metadata.name === name);
  assert.equal(
    found.length,
    1,
    `${kind} ${name}: ${objects.map((o) => `${o.kind} ${o.metadata.name}`).join(", ")}`,
  );
  return found[0]?.["spec"] as Spec;
}

const rotation: TrustDefinition = {
  anchors: [
    { name: "root-1", state: "retiring" },
    { name: "root-2", state: "active" },
    { name: "root-3", state: "staged" },
  ],
};

describe("the objects of cert-manager", () => {
  it("come after what they rest on: self-signed issuers, roots, issuers of roots, certificates with the bundle", () => {
    const { certManager } = installationOf({}).trust;
    const kinds = certManager?.steps.map((step) => [...new Set(step.map(({ manifest }) => manifest.kind))]);
    assert.deepEqual(kinds, [
      ["Issuer"],
      ["Certificate"],
      ["ClusterIssuer", "Issuer"],
      ["Certificate", "Bundle"],
    ]);
    const made = new Set<string>();
    for (const step of certManager?.steps ?? []) {
      for (const { manifest } of step) {
        const { issuerRef, ca } = manifest["spec"] as Spec;
        if (issuerRef)
          assert.ok(made.has(`issuer ${issuerRef.name}`), `${manifest.metadata.name} has its issuer`);
        if (ca) assert.ok(made.has(`secret ${ca.secretName}`), `${manifest.metadata.name} has its secret`);
      }
      for (const { manifest } of step) {
        if (manifest.kind.endsWith("Issuer")) made.add(`issuer ${manifest.metadata.name}`);
        if (manifest.kind === "Certificate")
          made.add(`secret ${(manifest["spec"] as Spec).secretName ?? ""}`);
      }
    }
  });

  it("keep a root's key for its life, and give everything else a new one each time", () => {
    const certificates = objectsOf(rotation).filter(({ kind }) => kind === "Certificate");
    const policies = certificates.map(({ metadata, ...rest }) => [
      metadata.name,
      (rest["spec"] as Spec).privateKey?.rotationPolicy,
    ]);
    assert.deepEqual(Object.fromEntries(policies), {
      "boutique.anchor.root-1": "Never",
      "boutique.anchor.root-2": "Never",
      "boutique.anchor.root-3": "Never",
      "boutique.webhooks": "Never",
      "linkerd-identity-issuer": "Always",
      "linkerd-proxy-injector-k8s-tls": "Always",
      "linkerd-sp-validator-k8s-tls": "Always",
      "linkerd-policy-validator-k8s-tls": "Always",
    });
  });

  it("change the issuer of the issuer, and so its certificate, when another anchor is active", () => {
    const before = one(objectsOf({}), "Certificate", "linkerd-identity-issuer").issuerRef;
    const after = one(objectsOf(rotation), "Certificate", "linkerd-identity-issuer").issuerRef;
    assert.deepEqual([before?.name, after?.name], ["boutique.anchor.root-1", "boutique.anchor.root-2"]);
  });

  it("bundle every anchor, the active one first, under the name and key that the mesh looks for", () => {
    const bundle = one(objectsOf(rotation), "Bundle", "linkerd-identity-trust-roots");
    assert.deepEqual(
      bundle.sources?.map(({ secret }) => secret?.name),
      ["boutique.anchor.root-2", "boutique.anchor.root-1", "boutique.anchor.root-3"],
    );
    assert.deepEqual((bundle as { target?: unknown }).target, {
      configMap: { key: "ca-bundle.crt" },
      namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "linkerd" } },
    });
  });

  it("give up the protection of a retiring anchor, and of it alone", () => {
    const { certManager } = installationOf({ ...rotation, protect: true }).trust;
    const guarded = certManager?.steps.flat().filter(({ protect }) => protect);
    assert.deepEqual(
      guarded?.map(({ manifest }) => manifest.metadata.name),
      ["boutique.anchor.root-2", "boutique.anchor.root-3"],
    );
  });

  it("sign by an Issuer that no other namespace can use where the roots lie in the control plane's namespace", () => {
    const objects = objectsOf({ certManager: { rootNamespace: "linkerd" } });
    assert.ok(objects.every(({ kind }) => kind !== "ClusterIssuer"));
    assert.ok(objects.every(({ kind, metadata }) => kind === "Bundle" || metadata.namespace === "linkerd"));
    assert.equal(one(objects, "Certificate", "linkerd-identity-issuer").issuerRef?.kind, "Issuer");
    assert.equal(one(objects, "Issuer", "boutique.anchor.root-1").ca?.secretName, "boutique.anchor.root-1");
  });

  it("have durations as Go writes them, which an API server leaves as they are", () => {
    const { duration, renewBefore } = one(
      objectsOf({ issuer: { validityDays: 30, renewBeforeDays: 20 } }),
      "Certificate",
      "linkerd-identity-issuer",
    );
    assert.deepEqual([duration, renewBefore], ["720h0m0s", "480h0m0s"]);
  });

  it("have common names that X.509 allows, and the whole name among the DNS names", () => {
    const trustDomain = `${"long.".repeat(15)}example.org`;
    const objects = objectsOf({}, { trustDomain });
    for (const object of objects.filter(({ kind }) => kind === "Certificate")) {
      const { commonName = "" } = object["spec"] as Spec;
      assert.ok(commonName.length > 0 && commonName.length <= 64, commonName);
      assert.match(commonName, /[a-z0-9]$/);
    }
    assert.deepEqual(one(objects, "Certificate", "linkerd-identity-issuer").dnsNames, [
      `identity.linkerd.${trustDomain}`,
    ]);
  });

  it("tell the API server whom to trust by injection, so that two renders are equal", () => {
    const chart = installationOf({}).charts.find((candidate) => candidate.chart === "linkerd-control-plane");
    for (const [value, name] of [
      ["proxyInjector", "linkerd-proxy-injector-k8s-tls"],
      ["profileValidator", "linkerd-sp-validator-k8s-tls"],
      ["policyValidator", "linkerd-policy-validator-k8s-tls"],
    ] as const)
      assert.deepEqual(chart?.values[value], { externalSecret: true, injectCaFrom: `linkerd/${name}` });
  });

  it("sign the console's servers in the console's namespace, by an Issuer that stays there", () => {
    const objects = objectsOf({}, { observability: { console: {} } });
    const tap = objects.find(({ metadata }) => metadata.name === "tap-k8s-tls");
    assert.equal(tap?.metadata.namespace, "linkerd-viz");
    const issuers = objects.filter(
      ({ kind, metadata }) => kind === "Issuer" && metadata.namespace === "linkerd-viz",
    );
    assert.deepEqual(
      issuers.map(({ metadata }) => metadata.name),
      ["boutique.self-signed", "boutique.webhooks"],
    );
  });

  it("have names of their own, whatever an anchor is called", () => {
    const anchors = ["webhooks", "self-signed", "anchor"].map((name, index) => ({
      name,
      state: index === 0 ? ("active" as const) : ("staged" as const),
    }));
    const objects = objectsOf({ anchors, certManager: { rootNamespace: "linkerd" } });
    const names = objects.map(({ kind, metadata }) => `${kind} ${metadata.namespace ?? ""}/${metadata.name}`);
    assert.deepEqual(names, [...new Set(names)]);
  });

  it("name the CRDs that must be there before", () => {
    const definitions = (trust: TrustDefinition) => installationOf(trust).trust.certManager?.definitions;
    const all = ["certificates", "clusterissuers", "issuers"].map((name) => `${name}.cert-manager.io`);
    assert.deepEqual(definitions({}), [...all, "bundles.trust.cert-manager.io"]);
    assert.ok(
      !definitions({ certManager: { rootNamespace: "linkerd" } })?.includes("clusterissuers.cert-manager.io"),
    );
  });
});
