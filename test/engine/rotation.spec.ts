import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { X509Certificate } from "node:crypto";
import { parse } from "yaml";
import { TargetMode, type MeshArgs } from "../../components";
import { AnchorState, type TrustAnchorDefinition } from "../../model/definition";
import { ClusterAccess, type EngineResult } from "../../tools/engine";
import { shop } from "../components/shop";
import { fixtureSources } from "./environment-stack";
import { MeshStack } from "./mesh-stack";

const trust = "demo-control-plane-trust";
const { Staged, Active, Retiring } = AnchorState;

/** The mesh while its root is changed; in staging, where roots are protected. */
function mesh(directory: string, anchors: TrustAnchorDefinition[]): MeshArgs {
  return {
    ...shop({ environment: "staging", trust: { anchors } }),
    controlPlane: {
      charts: { location: fixtureSources["service-mesh:chartLocation"] },
      gatewayApi: { location: fixtureSources["service-mesh:gatewayApiLocation"] },
    },
    target: { mode: TargetMode.Rendered, directory },
  };
}

/** What happened to keys and certificates, without the components around them. */
function trustChanges({ changes }: EngineResult): string[] {
  const kinds = changes.filter(({ type }) => type.startsWith("tls:"));
  return kinds
    .map(({ operation, name, type }) => `${operation} ${type.split(":").at(-1) ?? ""} ${name}`)
    .sort();
}

describe("a rotation of the root", function () {
  this.timeout(240_000);
  let stack: MeshStack;
  let directory: string;
  let first: string;

  const bundle = (): X509Certificate[] => {
    const file = join(directory, "1-manifest", "v1-configmap-linkerd-linkerd-identity-trust-roots.yaml");
    const { data } = parse(readFileSync(file, "utf8")) as { data: Record<string, string> };
    const pems = data["ca-bundle.crt"]?.match(/-----BEGIN[^]+?-----END CERTIFICATE-----/g) ?? [];
    return pems.map((pem) => new X509Certificate(pem));
  };
  const issuer = async (): Promise<X509Certificate> => {
    const text = await stack.output("secretManifests");
    const secret = text.split("---\n").find((part) => part.includes("name: linkerd-identity-issuer"));
    const { data } = parse(secret ?? "") as { data: Record<string, string> };
    return new X509Certificate(Buffer.from(data["tls.crt"] ?? "", "base64"));
  };

  before(async () => {
    stack = await MeshStack.open(ClusterAccess.None);
    directory = join(stack.folder, "manifests");
    await stack.up(mesh(directory, [{ name: "root-1", state: Active }]));
    const [only] = bundle();
    assert.ok(only);
    first = only.fingerprint256;
    assert.ok((await issuer()).verify(only.publicKey));
  });

  after(() => {
    stack.close();
  });

  it("begins with a new root that is trusted and signs nothing", async () => {
    const result = await stack.up(
      mesh(directory, [
        { name: "root-1", state: Active },
        { name: "root-2", state: Staged },
      ]),
    );
    assert.deepEqual(trustChanges(result), [
      `create PrivateKey ${trust}:anchor:root-2`,
      `create SelfSignedCert ${trust}:anchor:root-2`,
    ]);
    const [active, staged] = bundle();
    assert.equal(active?.fingerprint256, first);
    assert.ok(staged);
    assert.ok((await issuer()).verify(active.publicKey));
  });

  it("goes on with certificates that the new root signs, while the old one is still trusted", async () => {
    const result = await stack.up(
      mesh(directory, [
        { name: "root-1", state: Retiring },
        { name: "root-2", state: Active },
      ]),
    );
    const roles = ["issuer", "policy-validator", "proxy-injector", "sp-validator"];
    assert.deepEqual(
      [...new Set(trustChanges(result).filter((change) => change.startsWith("replace")))],
      roles.map((role) => `replace LocallySignedCert ${trust}:${role}:1`),
    );
    const [active, retiring] = bundle();
    assert.equal(retiring?.fingerprint256, first);
    assert.ok(active);
    assert.ok((await issuer()).verify(active.publicKey));
  });

  it("ends with the old root gone, although roots are protected", async () => {
    const result = await stack.up(mesh(directory, [{ name: "root-2", state: Active }]));
    assert.deepEqual(trustChanges(result), [
      `delete PrivateKey ${trust}:anchor:root-1`,
      `delete SelfSignedCert ${trust}:anchor:root-1`,
    ]);
    assert.equal(bundle().length, 1);
    assert.notEqual(bundle()[0]?.fingerprint256, first);
    assert.deepEqual(stack.filesWithKeys(), []);
  });

  it("is done: nothing more changes", async () => {
    assert.deepEqual((await stack.up(mesh(directory, [{ name: "root-2", state: Active }]))).changeNames, []);
  });
});
