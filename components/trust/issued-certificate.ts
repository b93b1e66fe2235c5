import * as pulumi from "@pulumi/pulumi";
import { CertRequest } from "@pulumi/tls/certRequest";
import { LocallySignedCert } from "@pulumi/tls/locallySignedCert";
import { PrivateKey } from "@pulumi/tls/privateKey";
import type { CertificatePlan, Manifest } from "../../backends";
import { itemName } from "../names";
import { keyArgs, type Anchor, type Making } from "./anchor";

/** A certificate that an anchor signed, with its key. */
export interface IssuedCertificate {
  readonly plan: CertificatePlan;
  readonly key: PrivateKey;
  readonly certificate: LocallySignedCert;
}

/**
 * Declares a certificate signed by the anchor. The generation is part of the name: raising it makes a key and a certificate
 * beside the old ones, then the Secret is updated in place, and only then the old ones go.
 */
export function declareCertificate(
  { parentName, algorithm, options }: Making,
  plan: CertificatePlan,
  anchor: Anchor,
): IssuedCertificate {
  const name = itemName(parentName, plan.role, String(plan.generation));
  const key = new PrivateKey(name, { ...keyArgs[algorithm] }, options);
  const request = new CertRequest(
    name,
    {
      privateKeyPem: key.privateKeyPem,
      subject: { commonName: plan.commonName },
      dnsNames: [...plan.dnsNames],
    },
    options,
  );
  const certificate = new LocallySignedCert(
    name,
    {
      certRequestPem: request.certRequestPem,
      caPrivateKeyPem: anchor.key.privateKeyPem,
      caCertPem: anchor.certificate.certPem,
      validityPeriodHours: plan.validityHours,
      setSubjectKeyId: true,
      ...(plan.isAuthority
        ? { isCaCertificate: true, maxPathLength: 0, allowedUses: ["cert_signing", "crl_signing"] }
        : { allowedUses: ["digital_signature", "key_encipherment", "server_auth"] }),
    },
    options,
  );
  return { plan, key, certificate };
}

/** What a Secret carries. */
interface SecretContent {
  readonly certificate: pulumi.Input<string>;
  /** PKCS#8 is the one form that every part of every mesh reads. */
  readonly key: pulumi.Input<string>;
  /** Certificates of the root. */
  readonly authority: pulumi.Input<string>;
}

/** The Secret that carries a certificate into the cluster. */
export function certificateSecret(
  { secret }: CertificatePlan,
  { certificate, key, authority }: SecretContent,
  labels: Readonly<Record<string, string>>,
): Manifest {
  return {
    apiVersion: "v1",
    kind: "Secret",
    type: "kubernetes.io/tls",
    metadata: { name: secret.name, namespace: secret.namespace, labels },
    data: {
      "tls.crt": base64(certificate),
      "tls.key": base64(pulumi.secret(key)),
      "ca.crt": base64(authority),
    },
  };
}

/** The same for a certificate that the deployment made. */
export function issuedSecret(
  { plan, key, certificate }: IssuedCertificate,
  anchor: Anchor,
  labels: Readonly<Record<string, string>>,
): Manifest {
  const content = {
    certificate: certificate.certPem,
    key: key.privateKeyPemPkcs8,
    authority: anchor.certificate.certPem,
  };
  return certificateSecret(plan, content, labels);
}

function base64(pem: pulumi.Input<string>): pulumi.Output<string> {
  return pulumi.output(pem).apply((text) => Buffer.from(text).toString("base64"));
}
