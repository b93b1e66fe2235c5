import * as pulumi from "@pulumi/pulumi";
import * as tls from "@pulumi/tls";

interface Case {
  readonly type: keyof typeof makers;
  /** Inputs beside, or instead of, the usual ones of the type. */
  readonly inputs: Readonly<Record<string, unknown>>;
}

const key = new tls.PrivateKey("key", { algorithm: "ECDSA", ecdsaCurve: "P256" });
const caUses = ["cert_signing", "crl_signing"];
const root = new tls.SelfSignedCert("root", {
  privateKeyPem: key.privateKeyPem,
  subject: { commonName: "root" },
  allowedUses: caUses,
  validityPeriodHours: 100,
  isCaCertificate: true,
});
const request = new tls.CertRequest("request", {
  privateKeyPem: key.privateKeyPem,
  subject: { commonName: "web" },
});

const makers = {
  PrivateKey: (name: string, inputs: object) =>
    new tls.PrivateKey(name, { algorithm: "ECDSA", ecdsaCurve: "P256", ...inputs }),
  CertRequest: (name: string, inputs: object) =>
    new tls.CertRequest(name, { privateKeyPem: key.privateKeyPem, dnsNames: ["a.example"], ...inputs }),
  SelfSignedCert: (name: string, inputs: object) =>
    new tls.SelfSignedCert(name, {
      privateKeyPem: key.privateKeyPem,
      subject: { commonName: name },
      allowedUses: caUses,
      validityPeriodHours: 50,
      isCaCertificate: true,
      ...inputs,
    }),
  LocallySignedCert: (name: string, inputs: object) =>
    new tls.LocallySignedCert(name, {
      certRequestPem: request.certRequestPem,
      caPrivateKeyPem: key.privateKeyPem,
      caCertPem: root.certPem,
      allowedUses: ["server_auth"],
      validityPeriodHours: 24,
      ...inputs,
    }),
};

const cases = new pulumi.Config().getObject<Record<string, Case>>("cases") ?? {};
for (const [name, { type, inputs }] of Object.entries(cases)) makers[type](name, inputs);
