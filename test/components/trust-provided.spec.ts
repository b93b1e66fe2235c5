import assert from "node:assert/strict";
import { isSecret, output, secret } from "@pulumi/pulumi";
import { PrivateKey } from "@pulumi/tls/privateKey";
import {
  CertificateAuthority,
  ControlPlane,
  Mesh,
  TargetMode,
  type ProvidedCertificates,
} from "../../components";
import { engineFeatures } from "../../components/charts/chart-on-cluster";
import { clock } from "../../components/trust/clock";
import type { MeshDefinition } from "../../model";
import { issue, keyAs, today, webhookCertificates, type Issued } from "../support/certificates";
import { writeFixtureCharts, type FixtureCharts } from "./fixture-charts";
import { declare, isSecretEnvelope, isUnknown, valueOf, type Declared } from "./mock-engine";
import { guestShop, shop } from "./shop";

const secretType = "kubernetes:core/v1:Secret";
const issuerSecret = "trust:Secret:linkerd/linkerd-identity-issuer";
const bundle = "trust:ConfigMap:linkerd/linkerd-identity-trust-roots";
const clusterMode = { mode: TargetMode.Cluster };
const renderedMode = { mode: TargetMode.Rendered, directory: "out" };

const providedMesh = (changes: Partial<MeshDefinition> = {}): MeshDefinition =>
  shop({ trust: { source: "provided" }, ...changes });

interface Chain {
  readonly root: Issued;
  readonly issuer: Issued;
  readonly given: ProvidedCertificates;
}

async function chain(): Promise<Chain> {
  const root = await issue({ name: "root", to: 3650 });
  const issuer = await issue({ name: "identity.linkerd.cluster.local", by: root, pathLength: 0 });
  const { certificate, key } = issuer;
  return { root, issuer, given: { anchors: { "root-1": root.certificate }, issuer: { certificate, key } } };
}

function dataOf({ inputs }: Declared): Record<string, unknown> {
  const data = inputs["data"];
  return (isSecretEnvelope(data) ? (data as { value: unknown }).value : data) as Record<string, unknown>;
}

function decoded(value: unknown): string {
  const text = (isSecretEnvelope(value) ? (value as { value: unknown }).value : value) as string;
  return Buffer.from(text, "base64").toString();
}

let realClock: () => number;
before(() => {
  realClock = clock.now;
  clock.now = () => today;
});
after(() => {
  clock.now = realClock;
});

describe("a CertificateAuthority with provided certificates", () => {
  let files: Chain;
  before(async () => {
    files = await chain();
  });

  for (const [title, wrap] of [
    ["plain texts", (text: string) => text],
    ["secrets", (text: string) => secret(text)],
    ["promises", (text: string) => Promise.resolve(text)],
  ] as const)
    it(`puts ${title} where the mesh looks for them, the key as a secret`, async () => {
      const { root, issuer } = files;
      const given = {
        anchors: { "root-1": wrap(root.certificate) },
        issuer: { certificate: wrap(issuer.certificate), key: wrap(keyAs(issuer.key, "sec1")) },
      };
      const { one, result } = await declare(false, () => {
        return new CertificateAuthority("trust", {
          mesh: providedMesh(),
          certificates: given,
          target: clusterMode,
        });
      });
      const data = dataOf(one(issuerSecret));
      assert.equal(decoded(data["tls.crt"]), `${issuer.certificate.trim()}\n`);
      assert.equal(decoded(data["tls.key"]), issuer.key);
      assert.equal(decoded(data["ca.crt"]), `${root.certificate.trim()}\n`);
      assert.ok(isSecretEnvelope(data["tls.key"]) || isSecretEnvelope(one(issuerSecret).inputs["data"]));
      assert.deepEqual(dataOf(one(bundle)), { "ca-bundle.crt": `${root.certificate.trim()}\n` });
      assert.equal(await isSecret(result.trustBundlePem), false);
      const { "anchor/root-1": rootEnd, issuer: issuerEnd } = await valueOf(result.expiry);
      assert.deepEqual([rootEnd, issuerEnd], ["2036-05-29T00:00:00Z", "2027-06-01T00:00:00Z"]);
    });

  it("gives the webhooks a root of their own, which nothing but the API server trusts", async () => {
    const { one, resources, result } = await declare(false, () => {
      return new CertificateAuthority("trust", {
        mesh: providedMesh(),
        certificates: files.given,
        target: clusterMode,
      });
    });
    const keys = resources.filter(({ type }) => type.startsWith("tls:"));
    assert.ok(keys.every(({ name }) => !name.includes("anchor") && !name.includes("issuer")));
    one("trust:authority:webhooks", "tls:index/selfSignedCert:SelfSignedCert");
    assert.notEqual(await valueOf(result.webhookAuthorityPem), await valueOf(result.trustBundlePem));
  });

  it("makes nothing at all where the webhooks' certificates are provided as well", async () => {
    const webhooks = await webhookCertificates();
    const certificates = { ...files.given, webhooks };
    const { one, resources, result } = await declare(false, () => {
      return new CertificateAuthority("trust", { mesh: providedMesh(), certificates, target: clusterMode });
    });
    assert.deepEqual(
      resources.filter(({ type }) => type.startsWith("tls:")),
      [],
    );
    const data = dataOf(one("trust:Secret:linkerd/linkerd-sp-validator-k8s-tls"));
    assert.equal(decoded(data["tls.crt"]).trim(), webhooks.certificates["sp-validator"]?.certificate.trim());
    assert.equal((await valueOf(result.webhookAuthorityPem)).trim(), webhooks.authority.trim());
  });

  it("declares no Secret where files are written, and gives their text as a secret instead", async () => {
    const { resources, result } = await declare(false, () => {
      return new CertificateAuthority("trust", {
        mesh: providedMesh(),
        certificates: files.given,
        target: renderedMode,
      });
    });
    assert.deepEqual(
      resources.filter(({ type }) => type === secretType),
      [],
    );
    assert.equal(await isSecret(result.secretManifests), true);
    assert.equal((await valueOf(result.secretManifests)).match(/^kind: Secret$/gm)?.length, 4);
  });

  it("bundles every root of a rotation, the active one first", async () => {
    const next = await issue({ name: "next root", to: 5000 });
    const mesh = providedMesh({
      trust: {
        source: "provided",
        anchors: [
          { name: "root-2", state: "staged" },
          { name: "root-1", state: "active" },
        ],
      },
    });
    const certificates = {
      ...files.given,
      anchors: { "root-2": next.certificate, "root-1": files.root.certificate },
    };
    const { result } = await declare(false, () => {
      return new CertificateAuthority("trust", { mesh, certificates, target: clusterMode });
    });
    const expected = [files.root, next].map(({ certificate }) => `${certificate.trim()}\n`).join("");
    assert.equal(await valueOf(result.trustBundlePem), expected);
  });

  it("shows every object in a preview that does not know the certificates yet", async () => {
    const { one } = await declare(true, () => {
      const unknown = new PrivateKey("elsewhere", { algorithm: "ECDSA" }).privateKeyPem;
      const certificates = { anchors: { "root-1": unknown }, issuer: { certificate: unknown, key: unknown } };
      return new CertificateAuthority("trust", { mesh: providedMesh(), certificates, target: clusterMode });
    });
    assert.ok(isUnknown(dataOf(one(bundle))["ca-bundle.crt"]) || isUnknown(one(bundle).inputs["data"]));
    one(issuerSecret);
  });
});

describe("provided certificates that are wrong", () => {
  let fixture: FixtureCharts;
  let files: Chain;
  let expired: ProvidedCertificates;

  before(async () => {
    fixture = writeFixtureCharts();
    engineFeatures.transforms = false;
    files = await chain();
    const root = await issue({ name: "root", from: -9, to: -1 });
    expired = { ...files.given, anchors: { "root-1": root.certificate } };
  });
  after(() => {
    engineFeatures.transforms = true;
    fixture.remove();
  });

  const sources = () => ({
    controlPlane: { charts: { location: fixture.charts }, gatewayApi: { location: fixture.gatewayApi } },
  });

  it("are refused before anything is declared, all problems at once", async () => {
    for (const make of [
      () => new Mesh("demo", { ...providedMesh(sources()), certificates: expired }),
      () => new ControlPlane("plane", { mesh: providedMesh(sources()), certificates: expired }),
      () => new CertificateAuthority("trust", { mesh: providedMesh(), certificates: expired }),
    ]) {
      let error: unknown;
      const { resources } = await declare(false, () => {
        try {
          make();
        } catch (thrown) {
          error = thrown;
        }
      });
      const { message } = error as Error;
      assert.match(message, /certificates\.anchors\["root-1"\]: has expired/);
      assert.match(message, /certificates\.issuer\.certificate: is a broken chain/);
      assert.deepEqual(
        resources.filter(({ type }) => !type.startsWith("pulumi-service-mesh:")),
        [],
      );
    }
  });

  it("are missed where the definition asks for them, and refused where it does not", () => {
    const { given } = files;
    const refusals: [() => unknown, RegExp][] = [
      [
        () => new CertificateAuthority("a", { mesh: providedMesh() }),
        /certificates: is missing.*source is "provided"/,
      ],
      [
        () => new CertificateAuthority("b", { mesh: shop(), certificates: given }),
        /has no effect here.*"generated"/,
      ],
      [
        () => new Mesh("c", { ...guestShop(), certificates: given }),
        /has no effect here.*The control plane is someone else's/,
      ],
    ];
    for (const [make, words] of refusals) assert.throws(make, words);
  });

  it("are refused by their shape, without a word of what they hold", () => {
    const shapes: [object, RegExp][] = [
      [{ anchors: {} }, /certificates\.issuer: is missing/],
      [output(files.given), /certificates: is not an object/],
      [{ ...files.given, issuer: files.issuer.key }, /certificates\.issuer: is not an object/],
      [{ ...files.given, isuer: {} }, /certificates\.isuer: is not a field.*Did you mean "issuer"\?/],
      [{ ...files.given, anchors: [files.root.certificate] }, /certificates\.anchors: is not an object/],
      [
        { ...files.given, issuer: { certificate: 1 } },
        /issuer\.certificate: is not a text.*[^]*issuer\.key: is missing/,
      ],
    ];
    for (const [certificates, words] of shapes) {
      const make = () =>
        new CertificateAuthority("s", {
          mesh: providedMesh(),
          certificates: certificates as ProvidedCertificates,
        });
      assert.throws(make, (error: Error) => words.test(error.message) && !error.message.includes("BEGIN"));
    }
  });
});
