import type * as pulumi from "@pulumi/pulumi";
import { PrivateKey } from "@pulumi/tls/privateKey";
import { SelfSignedCert } from "@pulumi/tls/selfSignedCert";
import type { AnchorPlan } from "../../backends";
import { itemName } from "../names";

/** Every mesh takes it for anchors and issuers alike. */
export const keyAlgorithm = { algorithm: "ECDSA", ecdsaCurve: "P256" } as const;

/** A root certificate with its key. */
export interface Anchor {
  readonly plan: AnchorPlan;
  readonly key: PrivateKey;
  readonly certificate: SelfSignedCert;
}

/** Declares a root certificate. Its name stays with it through every step of a rotation. */
export function declareAnchor(
  parentName: string,
  plan: AnchorPlan,
  options: pulumi.CustomResourceOptions,
): Anchor {
  const name = itemName(parentName, "anchor", plan.name);
  const key = new PrivateKey(name, { ...keyAlgorithm }, options);
  const certificate = new SelfSignedCert(
    name,
    {
      privateKeyPem: key.privateKeyPem,
      subject: { commonName: plan.commonName },
      validityPeriodHours: plan.validityHours,
      isCaCertificate: true,
      setSubjectKeyId: true,
      allowedUses: ["cert_signing", "crl_signing"],
    },
    options,
  );
  return { plan, key, certificate };
}
