import * as tls from "@pulumi/tls";

const requests: Readonly<Record<string, tls.PrivateKeyArgs>> = {
  rsa: { algorithm: "RSA" },
  rsa3072: { algorithm: "RSA", rsaBits: 3072 },
  p224: { algorithm: "ECDSA" },
  p256: { algorithm: "ECDSA", ecdsaCurve: "P256" },
  p384: { algorithm: "ECDSA", ecdsaCurve: "P384" },
  p521: { algorithm: "ECDSA", ecdsaCurve: "P521" },
  ed25519: { algorithm: "ED25519" },
};

function makeKey(name: string, args: tls.PrivateKeyArgs) {
  const key = new tls.PrivateKey(name, args);
  const { privateKeyPem, privateKeyPemPkcs8, privateKeyOpenssh, publicKeyPem, publicKeyOpenssh } = key;
  const certificate = new tls.SelfSignedCert(`${name}-root`, {
    privateKeyPem,
    allowedUses: ["cert_signing"],
    validityPeriodHours: 1,
    isCaCertificate: true,
    subject: { commonName: name },
  });
  return {
    privateKeyPem,
    privateKeyPemPkcs8,
    privateKeyOpenssh,
    publicKeyPem,
    publicKeyOpenssh,
    md5: key.publicKeyFingerprintMd5,
    sha256: key.publicKeyFingerprintSha256,
    certPem: certificate.certPem,
  };
}

export const keys = Object.fromEntries(
  Object.entries(requests).map(([name, args]) => [name, makeKey(name, args)]),
);
