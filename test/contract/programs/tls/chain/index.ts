import * as pulumi from "@pulumi/pulumi";
import * as tls from "@pulumi/tls";

// Each key of the configuration overrides or adds inputs of the resource of that name.
const config = new pulumi.Config();
const extra = (resource: string): Record<string, unknown> =>
  config.getObject<Record<string, unknown>>(resource) ?? {};
const caUses = ["cert_signing", "crl_signing"];

const rootKey = new tls.PrivateKey("root-key", {
  algorithm: "ECDSA",
  ecdsaCurve: "P256",
  ...extra("rootKey"),
});
const root = new tls.SelfSignedCert("root", {
  privateKeyPem: rootKey.privateKeyPem,
  subject: { commonName: "root.linkerd.cluster.local" },
  allowedUses: caUses,
  validityPeriodHours: 87600,
  isCaCertificate: true,
  ...extra("root"),
});

const issuerKey = new tls.PrivateKey("issuer-key", { algorithm: "ECDSA", ecdsaCurve: "P256" });
const issuerRequest = new tls.CertRequest("issuer-request", {
  privateKeyPem: issuerKey.privateKeyPem,
  subject: { commonName: "identity.linkerd.cluster.local", organization: "Example & Co" },
  dnsNames: ["identity.linkerd.cluster.local"],
  ...extra("issuerRequest"),
});
const issuer = new tls.LocallySignedCert("issuer", {
  certRequestPem: issuerRequest.certRequestPem,
  caPrivateKeyPem: rootKey.privateKeyPem,
  caCertPem: root.certPem,
  allowedUses: caUses,
  validityPeriodHours: 8760,
  isCaCertificate: true,
  maxPathLength: 3,
  ...extra("issuer"),
});

const leafKey = new tls.PrivateKey("leaf-key", { algorithm: "RSA" });
const leafRequest = new tls.CertRequest("leaf-request", {
  privateKeyPem: leafKey.privateKeyPem,
  subject: { commonName: "web" },
  dnsNames: ["web.shop.svc", "*.web.shop.svc"],
  ipAddresses: ["10.0.0.1", "2001:db8::1"],
  uris: ["spiffe://cluster.local/ns/shop/sa/web"],
});
const leaf = new tls.LocallySignedCert("leaf", {
  certRequestPem: leafRequest.certRequestPem,
  caPrivateKeyPem: issuerKey.privateKeyPem,
  // Secret although the provider does not ask for it: it must be secret in the state, too.
  caCertPem: pulumi.secret(issuer.certPem),
  allowedUses: ["digital_signature", "key_encipherment", "server_auth", "client_auth"],
  validityPeriodHours: 24,
  ...extra("leaf"),
});

export const rootCertPem = root.certPem;
export const issuerCertPem = issuer.certPem;
export const leafCertPem = leaf.certPem;
export const leafRequestPem = leafRequest.certRequestPem;
export const issuerKeyPem = issuerKey.privateKeyPem;
export const publicKey = tls.getPublicKeyOutput({ privateKeyPem: leafKey.privateKeyPem });
export const sshPublicKey = tls.getPublicKeyOutput({ privateKeyOpenssh: leafKey.privateKeyOpenssh });
export const leafPublicKeyPem = leafKey.publicKeyPem;

if (config.getBoolean("logKnown") === true) {
  const resources = { "root-key": rootKey, root, "issuer-request": issuerRequest, issuer };
  for (const [name, resource] of Object.entries(resources)) {
    for (const [property, value] of Object.entries(resource) as [string, unknown][]) {
      if (pulumi.Output.isInstance(value)) value.apply(() => pulumi.log.info(`known: ${name}.${property}`));
    }
  }
}
