import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import {
  generatePrivateKey,
  parsePrivateKey,
  privateKeyPemProblem,
} from "../../../tools/providers/tls/private-keys";
import type { KeyRequest } from "../../../tools/providers/tls/private-keys";
import { hasSshForm, parseSshPrivateKey, sshPrivateKeyPem } from "../../../tools/providers/tls/ssh-encoding";

const requests: readonly KeyRequest[] = [
  { algorithm: "RSA", rsaBits: 2048, curve: "P224" },
  { algorithm: "ECDSA", rsaBits: 0, curve: "P256" },
  { algorithm: "ECDSA", rsaBits: 0, curve: "P384" },
  { algorithm: "ECDSA", rsaBits: 0, curve: "P521" },
  { algorithm: "ED25519", rsaBits: 0, curve: "P224" },
];

describe("private keys", function () {
  // RSA keys take a while to generate.
  this.timeout(60_000);
  for (const request of requests) {
    it(`come back from their SSH form: ${request.algorithm} ${request.curve}`, () => {
      const key = generatePrivateKey(request);
      const back = parseSshPrivateKey("privateKeyOpenssh", sshPrivateKeyPem(key));
      assert.equal(back.algorithm, key.algorithm);
      assert.equal(back.curve, key.curve);
      assert.ok(back.key.equals(key.key));
    });
  }

  it("have no SSH form on P-224", () => {
    assert.equal(hasSshForm(generatePrivateKey({ algorithm: "ECDSA", rsaBits: 0, curve: "P224" })), false);
  });

  it("are refused without their text in the message", () => {
    const { privateKey } = generateKeyPairSync("x25519");
    const pem = privateKey.export({ format: "pem", type: "pkcs8" }).toString();
    const isHarmless = (error: Error): boolean =>
      !error.message.includes(pem.split("\n")[1] ?? "") && /caKey/.test(error.message);
    assert.throws(() => parsePrivateKey("caKey", pem), isHarmless);
    assert.throws(() => parsePrivateKey("caKey", pem.replace("M", "N")), isHarmless);
    assert.throws(() => parseSshPrivateKey("caKey", pem), isHarmless);
    const cut = sshPrivateKeyPem(
      generatePrivateKey({ algorithm: "ED25519", rsaBits: 0, curve: "P224" }),
    ).split("\n");
    assert.throws(
      () => parseSshPrivateKey("caKey", [...cut.slice(0, 2), ...cut.slice(-2)].join("\n")),
      /caKey is not a complete/,
    );
  });

  it("are judged by their boundary lines before they are read", () => {
    assert.match(privateKeyPemProblem("text") ?? "", /^is not PEM/);
    assert.match(
      privateKeyPemProblem("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n") ?? "",
      /"CERTIFICATE"/,
    );
    assert.equal(
      privateKeyPemProblem("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"),
      undefined,
    );
  });
});
