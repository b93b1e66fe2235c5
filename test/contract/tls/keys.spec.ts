import assert from "node:assert/strict";
import { X509Certificate, createHash, createPrivateKey, createPublicKey } from "node:crypto";
import { ContractStack } from "../harness";
import { reportProvider } from "../provider-in-use";

interface Key {
  readonly privateKeyPem: string;
  readonly privateKeyPemPkcs8: string;
  readonly privateKeyOpenssh: string;
  readonly publicKeyPem: string;
  readonly publicKeyOpenssh: string;
  readonly md5: string;
  readonly sha256: string;
  readonly certPem: string;
}

interface Expectation {
  readonly label: string;
  readonly details: object;
  /** Undefined where SSH has no form for the key. */
  readonly sshType: string | undefined;
  /** Object identifier of the signature algorithm, as it stands in the certificate. */
  readonly signature: string;
}

const ecdsaSha256 = "06082a8648ce3d040302";
const expectations: Readonly<Record<string, Expectation>> = {
  rsa: rsa(2048),
  rsa3072: rsa(3072),
  p224: ecdsa("secp224r1", undefined, ecdsaSha256),
  p256: ecdsa("prime256v1", "nistp256", ecdsaSha256),
  p384: ecdsa("secp384r1", "nistp384", "06082a8648ce3d040303"),
  p521: ecdsa("secp521r1", "nistp521", "06082a8648ce3d040304"),
  ed25519: { label: "PRIVATE KEY", details: {}, sshType: "ssh-ed25519", signature: "06032b6570" },
};

function rsa(modulusLength: number): Expectation {
  const details = { modulusLength, publicExponent: 65537n };
  return { label: "RSA PRIVATE KEY", details, sshType: "ssh-rsa", signature: "06092a864886f70d01010b0500" };
}

function ecdsa(namedCurve: string, sshCurve: string | undefined, signature: string): Expectation {
  const sshType = sshCurve === undefined ? undefined : `ecdsa-sha2-${sshCurve}`;
  return { label: "EC PRIVATE KEY", details: { namedCurve }, sshType, signature };
}

describe("tls contract: private keys", function () {
  this.timeout(300_000);
  let stack: ContractStack;
  let keys: Readonly<Record<string, Key>>;

  before(async () => {
    stack = await ContractStack.open("tls/keys", ["provider-tls"]);
    reportProvider(stack.toolchain);
    await stack.up();
    keys = (await stack.outputs())["keys"] as Record<string, Key>;
  });
  after(() => {
    stack.close();
  });

  for (const [name, { label, details, sshType, signature }] of Object.entries(expectations)) {
    describe(name, () => {
      const key = (): Key => {
        const found = keys[name];
        assert.ok(found !== undefined);
        return found;
      };

      it("has the same key in every form", () => {
        assert.match(
          key().privateKeyPem,
          new RegExp(`^-----BEGIN ${label}-----\n[^]+\n-----END ${label}-----\n$`),
        );
        assert.match(
          key().privateKeyPemPkcs8,
          /^-----BEGIN PRIVATE KEY-----\n[^]+\n-----END PRIVATE KEY-----\n$/,
        );
        const privateKey = createPrivateKey(key().privateKeyPem);
        assert.deepEqual(privateKey.asymmetricKeyDetails, details);
        assert.ok(privateKey.equals(createPrivateKey(key().privateKeyPemPkcs8)));
        assert.ok(createPublicKey(privateKey).equals(createPublicKey(key().publicKeyPem)));
        assert.match(key().publicKeyPem, /\n-----END PUBLIC KEY-----\n$/);
      });

      it("has SSH forms where SSH knows the curve", () => {
        const { privateKeyOpenssh, publicKeyOpenssh, md5, sha256 } = key();
        if (sshType === undefined) {
          assert.deepEqual([privateKeyOpenssh, publicKeyOpenssh, md5, sha256], ["", "", "", ""]);
          return;
        }
        assert.match(
          privateKeyOpenssh,
          /^-----BEGIN OPENSSH PRIVATE KEY-----\n[^]+\n-----END OPENSSH PRIVATE KEY-----\n$/,
        );
        const [type, blob = "", rest] = publicKeyOpenssh.split(/[ \n]/);
        assert.equal(type, sshType);
        assert.equal(rest, "");
        const bytes = Buffer.from(blob, "base64");
        assert.equal(
          md5,
          createHash("md5")
            .update(bytes)
            .digest("hex")
            .replace(/(..)(?=.)/g, "$1:"),
        );
        assert.equal(
          sha256,
          `SHA256:${createHash("sha256").update(bytes).digest("base64").replace("=", "")}`,
        );
      });

      it("signs certificates with the usual algorithm of its kind", () => {
        const certificate = new X509Certificate(key().certPem);
        assert.ok(certificate.verify(createPublicKey(key().publicKeyPem)));
        assert.ok(certificate.raw.toString("hex").includes(signature));
      });
    });
  }
});
