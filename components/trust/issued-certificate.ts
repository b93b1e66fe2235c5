import * as pulumi from "@pulumi/pulumi";
import { CertRequest } from "@pulumi/tls/certRequest";
import { LocallySignedCert } from "@pulumi/tls/locallySignedCert";
import { PrivateKey } from "@pulumi/tls/privateKey";
import type { CertificatePlan, Manifest } from "../../backends";
import { itemName } from "../names";
import { keyAlgorithm, type Anchor } from "./anchor";

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
  parentName: string,
  plan: CertificatePlan,
  anchor: Anchor,
  options: pulumi.CustomResourceOptions,
): IssuedCertificate {
  const name = itemName(parentName, plan.role, String(plan.generation));
  const key = new PrivateKey(name, { ...keyAlgorithm }, options);
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

/** The Secret that carries a certificate into the cluster. */
export function certificateSecret(
  { plan, key, certificate }: IssuedCertificate,
  anchor: Anchor,
  labels: Readonly<Record<string, string>>,
): Manifest {
  return {
    apiVersion: "v1",
    kind: "Secret",
    type: "kubernetes.io/tls",
    metadata: { name: plan.secret.name, namespace: plan.secret.namespace, labels },
    data: {
      "tls.crt": base64(certificate.certPem),
      // PKCS#8 is the one form that every part of every mesh reads.
      "tls.key": base64(pulumi.secret(key.privateKeyPemPkcs8)),
      "ca.crt": base64(anchor.certificate.certPem),
    },
  };
}

function base64(pem: pulumi.Output<string>): pulumi.Output<string> {
  return pem.apply((text) => Buffer.from(text).toString("base64"));
}
