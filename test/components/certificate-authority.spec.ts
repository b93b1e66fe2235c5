import assert from "node:assert/strict";
import { isSecret } from "@pulumi/pulumi";
import { CertificateAuthority, TargetMode } from "../../components";
import { AnchorState, Environment } from "../../model/definition";
import { declare, valueOf, type Declared } from "./mock-engine";
import { shop } from "./shop";

const keyType = "tls:index/privateKey:PrivateKey";
const rootType = "tls:index/selfSignedCert:SelfSignedCert";
const leafType = "tls:index/locallySignedCert:LocallySignedCert";

async function authority(changes: Parameters<typeof shop>[0], mode: TargetMode = TargetMode.Cluster) {
  const target = mode === TargetMode.Rendered ? { mode, directory: "out" } : { mode };
  return declare(false, () => new CertificateAuthority("trust", { mesh: shop(changes), target }));
}

function namesOf(resources: readonly Declared[], type: string): string[] {
  return resources
    .filter((resource) => resource.type === type)
    .map(({ name }) => name)
    .sort();
}

describe("CertificateAuthority", () => {
  it("makes ECDSA P-256 keys, a root that signs, an issuer without further authorities, and server certificates", async () => {
    const { resources, one } = await authority({});
    for (const { inputs } of resources.filter(({ type }) => type === keyType))
      assert.deepEqual([inputs["algorithm"], inputs["ecdsaCurve"]], ["ECDSA", "P256"]);
    const root = one("trust:anchor:root-1", rootType).inputs;
    assert.deepEqual(root["allowedUses"], ["cert_signing", "crl_signing"]);
    assert.equal(root["isCaCertificate"], true);
    assert.equal(root["setSubjectKeyId"], true);
    const issuer = one("trust:issuer:1", leafType).inputs;
    assert.deepEqual([issuer["isCaCertificate"], issuer["maxPathLength"]], [true, 0]);
    const webhook = one("trust:proxy-injector:1", leafType).inputs;
    assert.ok((webhook["allowedUses"] as string[]).includes("server_auth"));
    assert.equal(webhook["isCaCertificate"], undefined);
    const request = one("trust:proxy-injector:1", "tls:index/certRequest:CertRequest").inputs;
    assert.deepEqual(request["dnsNames"], ["linkerd-proxy-injector.linkerd.svc"]);
  });

  it("makes a new key and certificate when a generation is raised, and touches nothing else", async () => {
    const before = await authority({});
    const after = await authority({ trust: { issuer: { generation: 2 } } });
    const ids = ({ resources }: typeof before): string[] =>
      resources.map(({ type, name }) => `${type} ${name}`).sort();
    const gone = ids(before).filter((id) => !ids(after).includes(id));
    const added = ids(after).filter((id) => !ids(before).includes(id));
    assert.equal(gone.length, 3);
    assert.ok(gone.every((id) => id.endsWith(" trust:issuer:1")));
    assert.deepEqual(
      added,
      gone.map((id) => id.replace(/1$/, "2")),
    );
  });

  it("keeps every anchor through a rotation, signs with the active one, and lets the retiring one go", async () => {
    const rotation = {
      environment: Environment.Production,
      trust: {
        anchors: [
          { name: "root-1", state: AnchorState.Retiring },
          { name: "root-2", state: AnchorState.Active },
          { name: "root-3", state: AnchorState.Staged },
        ],
      },
    };
    const { resources, one, result } = await authority(rotation);
    assert.deepEqual(namesOf(resources, rootType), [
      "trust:anchor:root-1",
      "trust:anchor:root-2",
      "trust:anchor:root-3",
    ]);
    const protection = ["root-1", "root-2", "root-3"].map(
      (name) => one(`trust:anchor:${name}`, keyType).protect,
    );
    assert.deepEqual(protection, [false, true, true]);
    const signer = one("trust:anchor:root-2", rootType).urn;
    for (const { name, dependencies } of resources.filter(({ type }) => type === leafType))
      assert.ok(dependencies.includes(signer), name);
    const expiry = await valueOf(result.expiry);
    assert.deepEqual(Object.keys(expiry).sort().slice(0, 3), [
      "anchor/root-1",
      "anchor/root-2",
      "anchor/root-3",
    ]);
    assert.equal((await valueOf(result.trustBundlePem)).match(/BEGIN CERTIFICATE/g)?.length, 3);
  });

  it("protects nothing in development", async () => {
    const { resources } = await authority({});
    assert.ok(resources.every(({ protect }) => !protect));
  });

  it("writes the bundle under the name the control plane looks for", async () => {
    const { one } = await authority({});
    const { inputs } = one("trust:ConfigMap:linkerd/linkerd-identity-trust-roots");
    assert.deepEqual(Object.keys(inputs["data"] as object), ["ca-bundle.crt"]);
  });

  it("declares no Secret where files are written, and gives their text as a secret instead", async () => {
    const rendered = await authority({}, TargetMode.Rendered);
    assert.deepEqual(namesOf(rendered.resources, "kubernetes:core/v1:Secret"), []);
    assert.equal(await isSecret(rendered.result.secretManifests), true);
    const text = await valueOf(rendered.result.secretManifests);
    assert.equal(text.match(/^kind: Secret$/gm)?.length, 4);
    assert.match(text, /tls\.key: LS0tLS1CRUdJTiBQUklW/);
    const applied = await authority({});
    assert.equal(await valueOf(applied.result.secretManifests), "");
  });
});
