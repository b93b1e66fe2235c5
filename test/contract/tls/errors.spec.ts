import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { ContractStack } from "../harness";
import { reportProvider } from "../provider-in-use";
import { ProviderProcess } from "../provider-process";

const key = generateKeyPairSync("ec", { namedCurve: "prime256v1" }).privateKey;
const otherKeyPem = key.export({ format: "pem", type: "pkcs8" }).toString();
const encryptedPem = key
  .export({ format: "pem", type: "pkcs8", cipher: "aes-128-cbc", passphrase: "x" })
  .toString();
const brokenPem = `-----BEGIN EC PRIVATE KEY-----\n${"c2VjcmV0".repeat(8)}\n-----END EC PRIVATE KEY-----\n`;

type Inputs = Readonly<Record<string, unknown>>;
type Kind = "privateKey" | "selfSignedCert" | "locallySignedCert";

/** A mistake, and patterns that the message of any provider matches. */
interface Mistake {
  readonly kind: Kind;
  readonly inputs: Inputs;
  readonly says: readonly RegExp[];
}

const privateKey = (inputs: Inputs, ...says: RegExp[]): Mistake => ({ kind: "privateKey", inputs, says });
const selfSigned = (inputs: Inputs, ...says: RegExp[]): Mistake => ({ kind: "selfSignedCert", inputs, says });
const signed = (inputs: Inputs, ...says: RegExp[]): Mistake => ({ kind: "locallySignedCert", inputs, says });

// The official plugin writes its upstream's names (ecdsa_curve) for some properties and only the topic for others.
const mistakes: Readonly<Record<string, Mistake>> = {
  "an unknown algorithm": privateKey({ algorithm: "DSA" }, /algorithm/, /one of/, /RSA.*ECDSA.*ED25519/),
  "an unknown curve": privateKey({ ecdsaCurve: "P192" }, /ecdsa_?curve/i, /P224.*P521/),
  "an RSA key that is too small": privateKey({ algorithm: "RSA", rsaBits: 512 }, /rsa/i, /512/),
  "a negative validity": selfSigned(
    { validityPeriodHours: -1 },
    /validity_?period_?hours/i,
    /at least 0/,
    /-1/,
  ),
  "a negative renewal window": selfSigned(
    { earlyRenewalHours: -1 },
    /early_?renewal_?hours/i,
    /at least 0/,
    /-1/,
  ),
  "a path length below -1": signed({ maxPathLength: -2 }, /max_?path_?length/i, /at least -1/, /-2/),
  "an unknown use": selfSigned(
    { allowedUses: ["cert_signing", "cert signing"] },
    /allowed_?uses\[1\]/i,
    /one of/,
  ),
  "an empty URI": selfSigned({ uris: ["spiffe://a", ""] }, /uris\[1\]/, /at least 1/),
  "an address that is none": selfSigned({ ipAddresses: ["10.0.0"] }, /IP address/, /10\.0\.0/),
  "a name outside of ASCII": selfSigned({ dnsNames: ["ä.example"] }, /ä\.example/),
  "a text for a key": selfSigned({ privateKeyPem: "not-a-key-at-all" }, /PEM/),
  "an encrypted key": selfSigned({ privateKeyPem: encryptedPem }, /PEM/, /ENCRYPTED PRIVATE KEY/),
  "a key that is cut off": selfSigned({ privateKeyPem: brokenPem }, /private ?key/i),
  "the key of another authority": signed({ caPrivateKeyPem: otherKeyPem }, /PrivateKey/i),
  "a key for a certificate": signed({ caCertPem: otherKeyPem }, /"CERTIFICATE"/, /"PRIVATE KEY"/),
  "a path length on what is no authority": signed({ maxPathLength: 2 }, /MaxPathLen/i),
  "an authority without a name": selfSigned({ subject: {} }, /subject/i),
  "the id of no key": selfSigned({ isCaCertificate: false, setAuthorityKeyId: true }, /authority/i),
};

describe("tls contract: mistakes", function () {
  this.timeout(300_000);
  let provider: ProviderProcess;
  let correct: Readonly<Record<Kind, Inputs>>;

  before(async () => {
    provider = await ProviderProcess.start("provider-tls");
    const algorithm = { algorithm: "ECDSA", ecdsaCurve: "P256" };
    const { privateKeyPem } = await provider.create(tokenOf("privateKey"), algorithm);
    const usual = { allowedUses: ["cert_signing"], validityPeriodHours: 10 };
    const root = { ...usual, privateKeyPem, subject: { commonName: "root" }, isCaCertificate: true };
    const { certPem } = await provider.create(tokenOf("selfSignedCert"), root);
    const { certRequestPem } = await provider.create(tokenOf("certRequest"), {
      privateKeyPem,
      dnsNames: ["a"],
    });
    const leaf = { ...usual, caPrivateKeyPem: privateKeyPem, caCertPem: certPem, certRequestPem };
    correct = { privateKey: algorithm, selfSignedCert: root, locallySignedCert: leaf };
  });
  after(() => {
    provider.stop();
  });

  it("takes correct inputs", async () => {
    for (const [kind, inputs] of Object.entries(correct)) {
      const { id } = await provider.create(tokenOf(kind), inputs);
      assert.ok(typeof id === "string" && id.length > 0, kind);
    }
  });

  for (const [title, { kind, inputs, says }] of Object.entries(mistakes)) {
    it(`refuses ${title}`, async () => {
      await assert.rejects(
        provider.create(tokenOf(kind), { ...correct[kind], ...inputs }),
        (error: Error) => {
          for (const pattern of says) assert.match(error.message, pattern);
          assertHarmless(error.message);
          return true;
        },
      );
    });
  }

  it("prints them in an update without a stack trace and without key material", async () => {
    const stack = await ContractStack.open("tls/cases", ["provider-tls"]);
    try {
      reportProvider(stack.toolchain);
      for (const privateKeyPem of [encryptedPem, brokenPem, "not-a-key-at-all"]) {
        stack.configure({ cases: { mistake: { type: "SelfSignedCert", inputs: { privateKeyPem } } } });
        const text = await stack.failing("up", "--yes", "--skip-preview");
        assert.match(text, /mistake/);
        assertHarmless(text);
      }
    } finally {
      stack.close();
    }
  });
});

function tokenOf(kind: string): string {
  return `tls:index/${kind}:${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
}

function assertHarmless(text: string): void {
  assert.doesNotMatch(text, /^\s+at .*:\d+:\d+\)?$/m);
  for (const secret of [otherKeyPem, encryptedPem, brokenPem].map((pem) => pem.split("\n")[1] ?? "")) {
    assert.ok(!text.includes(secret), "the message holds key material");
  }
  assert.ok(!text.includes("not-a-key-at-all"), "the message holds the value of a secret property");
}
