import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { X509Certificate, createPrivateKey, createPublicKey } from "node:crypto";
import { ContractStack, isEncrypted } from "../harness";
import type { ResourceState } from "../harness";
import { outputNames, reportProvider } from "../provider-in-use";

const certificateOutputs = [
  "allowedUses",
  "certPem",
  "earlyRenewalHours",
  "id",
  "isCaCertificate",
  "readyForRenewal",
  "setSubjectKeyId",
  "validityEndTime",
  "validityPeriodHours",
  "validityStartTime",
];
const hourMs = 3_600_000;

describe("tls contract: a chain of certificates", function () {
  this.timeout(300_000);
  let stack: ContractStack;
  let resources: ReadonlyMap<string, ResourceState>;
  let outputs: Record<string, string>;
  let exported: string;

  before(async () => {
    stack = await ContractStack.open("tls/chain", ["provider-tls"]);
    reportProvider(stack.toolchain);
  });
  after(() => {
    stack.close();
  });

  const outputsOf = (name: string): Record<string, unknown> => ({ ...resources.get(name)?.outputs });

  it("previews every resource before the first update, and knows inputs and defaults but nothing drawn", async () => {
    const steps = await stack.preview();
    assert.deepEqual(
      steps.map(({ op }) => op),
      Array<string>(8).fill("create"),
    );
    stack.configure({ logKnown: true });
    const certificate = [
      "allowedUses",
      "earlyRenewalHours",
      "isCaCertificate",
      "readyForRenewal",
      "setSubjectKeyId",
    ];
    const expected = {
      "issuer-request": ["dnsNames", "subject", "urn"],
      issuer: [...certificate, "maxPathLength", "urn", "validityPeriodHours"],
      "root-key": ["algorithm", "ecdsaCurve", "rsaBits", "urn"],
      root: [...certificate, "setAuthorityKeyId", "subject", "urn", "validityPeriodHours"],
    };
    const names = Object.entries(expected).flatMap(([name, known]) =>
      known.map((property) => `${name}.${property}`),
    );
    assert.deepEqual(await stack.knownInPreview(), names.sort());
    stack.configure({});
  });

  it("creates the chain, and finds nothing to do the second time", async () => {
    await stack.up();
    await stack.up("--expect-no-changes");
    await stack.must("refresh", "--yes", "--expect-no-changes");
    resources = await stack.resources();
    exported = await stack.exportedText();
    outputs = (await stack.outputs()) as Record<string, string>;
  });

  it("gives each resource the outputs of its type, defaults included", () => {
    assert.deepEqual(outputNames(outputsOf("root-key")), [
      "algorithm",
      "ecdsaCurve",
      "id",
      "privateKeyOpenssh",
      "privateKeyPem",
      "privateKeyPemPkcs8",
      "publicKeyFingerprintMd5",
      "publicKeyFingerprintSha256",
      "publicKeyOpenssh",
      "publicKeyPem",
      "rsaBits",
    ]);
    const selfSigned = [
      ...certificateOutputs,
      "keyAlgorithm",
      "privateKeyPem",
      "setAuthorityKeyId",
      "subject",
    ];
    assert.deepEqual(outputNames(outputsOf("root")), selfSigned.sort());
    const signed = [
      ...certificateOutputs,
      "caCertPem",
      "caKeyAlgorithm",
      "caPrivateKeyPem",
      "certRequestPem",
    ];
    assert.deepEqual(outputNames(outputsOf("leaf")), signed.sort());
    assert.deepEqual(outputNames(outputsOf("issuer")), [...signed, "maxPathLength"].sort());
    const request = ["certRequestPem", "dnsNames", "id", "keyAlgorithm", "privateKeyPem", "subject"];
    assert.deepEqual(outputNames(outputsOf("issuer-request")), request);
    const defaults = {
      earlyRenewalHours: 0,
      isCaCertificate: false,
      readyForRenewal: false,
      setSubjectKeyId: false,
    };
    for (const [name, value] of Object.entries(defaults)) assert.equal(outputsOf("leaf")[name], value, name);
    assert.equal(outputsOf("leaf-key")["ecdsaCurve"], "P224");
    assert.equal(outputsOf("leaf-key")["rsaBits"], 2048);
    assert.equal(outputsOf("root-key")["__meta"], '{"schema_version":"1"}');
  });

  it("keeps private keys encrypted in the state, and what is public in clear text", () => {
    const encrypted = (name: string): string[] => {
      const state = outputsOf(name);
      return Object.keys(state)
        .filter((property) => isEncrypted(state[property]))
        .sort();
    };
    assert.deepEqual(encrypted("root-key"), ["privateKeyOpenssh", "privateKeyPem", "privateKeyPemPkcs8"]);
    assert.deepEqual(encrypted("root"), ["privateKeyPem"]);
    assert.deepEqual(encrypted("issuer-request"), ["privateKeyPem"]);
    assert.deepEqual(encrypted("issuer"), ["caPrivateKeyPem"]);
    assert.deepEqual(
      encrypted("leaf"),
      ["caCertPem", "caPrivateKeyPem"],
      "what the program made secret stays so",
    );
    assert.ok(isEncrypted(resources.get("root")?.inputs["privateKeyPem"]));
    assert.doesNotMatch(exported, /PRIVATE KEY/);
    const body = outputs["issuerKeyPem"]?.split("\n")[1];
    assert.ok(body !== undefined && body.length > 40 && !exported.includes(body));
  });

  it("issues certificates that verify up to the root", () => {
    const [root, issuer, leaf] = ["rootCertPem", "issuerCertPem", "leafCertPem"].map(certificateIn(outputs));
    assert.ok(root && issuer && leaf);
    assert.ok(root.ca && issuer.ca && !leaf.ca);
    assert.ok(root.checkIssued(root) && issuer.checkIssued(root) && leaf.checkIssued(issuer));
    assert.ok(!leaf.checkIssued(root));
    assert.ok(root.verify(root.publicKey) && issuer.verify(root.publicKey) && leaf.verify(issuer.publicKey));
    assert.ok(issuer.checkPrivateKey(createPrivateKey(outputs["issuerKeyPem"] ?? "")));
    assert.deepEqual(root.publicKey.asymmetricKeyDetails, { namedCurve: "prime256v1" });
    assert.equal(leaf.publicKey.asymmetricKeyType, "rsa");
    assert.equal(leaf.publicKey.export({ type: "spki", format: "pem" }), outputs["leafPublicKeyPem"]);
    for (const pem of ["rootCertPem", "issuerCertPem", "leafCertPem", "leafRequestPem"]) {
      assert.match(outputs[pem] ?? "", /^-----BEGIN [A-Z ]+-----\n[^]+\n-----END [A-Z ]+-----\n$/, pem);
    }
  });

  it("puts names, serial number, dates and key usages into the certificates", () => {
    const [issuer, leaf] = ["issuerCertPem", "leafCertPem"].map(certificateIn(outputs));
    assert.ok(issuer && leaf);
    assert.equal(issuer.subject, "O=Example & Co\nCN=identity.linkerd.cluster.local");
    assert.equal(issuer.issuer, "CN=root.linkerd.cluster.local");
    const names = [
      "DNS:web.shop.svc",
      "DNS:*.web.shop.svc",
      "IP Address:10.0.0.1",
      "IP Address:2001:DB8:0:0:0:0:0:1",
    ];
    assert.equal(leaf.subjectAltName, [...names, "URI:spiffe://cluster.local/ns/shop/sa/web"].join(", "));
    assert.deepEqual(leaf.keyUsage, ["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"]);
    const state = outputsOf("leaf");
    assert.equal(state["id"], BigInt(`0x${leaf.serialNumber}`).toString());
    assert.equal(resources.get("leaf")?.id, state["id"]);
    const [start, end] = ["validityStartTime", "validityEndTime"].map((name) =>
      Date.parse(String(state[name])),
    );
    assert.ok(start !== undefined && end !== undefined);
    assert.equal(end - start, 24 * hourMs);
    assert.equal(Date.parse(leaf.validFrom), Math.floor(start / 1000) * 1000);
    assert.equal(Date.parse(leaf.validTo), Math.floor(end / 1000) * 1000);
  });

  it("marks extensions critical as it should, and links key ids", function () {
    const text = (pem: string): string =>
      openssl(["x509", "-noout", "-text", "-certopt", "no_sigdump,no_pubkey"], pem);
    const [root, issuer, leaf] = ["rootCertPem", "issuerCertPem", "leafCertPem"].map((name) =>
      text(outputs[name] ?? ""),
    );
    assert.ok(root !== undefined && issuer !== undefined && leaf !== undefined);
    assert.match(
      root,
      /Key Usage: critical\n\s+Certificate Sign, CRL Sign\n\s+X509v3 Basic Constraints: critical\n\s+CA:TRUE\n/,
    );
    assert.match(issuer, /X509v3 Basic Constraints: critical\n\s+CA:TRUE, pathlen:3\n/);
    assert.match(leaf, /Key Usage: critical\n\s+Digital Signature, Key Encipherment\n/);
    assert.match(leaf, /X509v3 Basic Constraints: critical\n\s+CA:FALSE\n/);
    const keyId = /Subject Key Identifier: \n\s+([0-9A-F:]{59})\n/.exec(root)?.[1];
    assert.ok(keyId !== undefined);
    assert.match(issuer, new RegExp(`Authority Key Identifier: \\n\\s+${keyId}`));
    assert.doesNotMatch(root, /Authority Key Identifier/);
    assert.doesNotMatch(leaf, /Subject Key Identifier/);
    assert.match(root, /Signature Algorithm: ecdsa-with-SHA256/);
    const request = openssl(["req", "-noout", "-text", "-verify"], outputs["leafRequestPem"] ?? "");
    assert.match(request, /DNS:web\.shop\.svc, DNS:\*\.web\.shop\.svc, IP Address:10\.0\.0\.1/);
    assert.match(request, /Signature Algorithm: sha256WithRSAEncryption/);
  });

  it("reads public keys out of private ones", () => {
    for (const name of ["publicKey", "sshPublicKey"]) {
      const found = outputs[name] as unknown as Record<string, string>;
      assert.equal(found["publicKeyPem"], outputs["leafPublicKeyPem"], name);
      assert.equal(found["algorithm"], "RSA", name);
      assert.equal(found["id"], outputsOf("leaf-key")["id"], name);
      assert.equal(
        found["publicKeyFingerprintSha256"],
        outputsOf("leaf-key")["publicKeyFingerprintSha256"],
        name,
      );
    }
    assert.ok(createPublicKey(outputs["leafPublicKeyPem"] ?? "").asymmetricKeyType === "rsa");
  });

  it("is destroyed without a trace", async () => {
    await stack.must("destroy", "--yes");
    assert.equal((await stack.resources()).size, 0);
  });
});

function certificateIn(outputs: Record<string, string>): (name: string) => X509Certificate {
  return (name) => new X509Certificate(outputs[name] ?? "");
}

/** OpenSSL judges what Node.js does not show; it is on every machine that builds Node.js programs, or the test says so. */
function openssl(args: string[], pem: string): string {
  return execFileSync("openssl", args, { input: pem, encoding: "utf8" });
}
