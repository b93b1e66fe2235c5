import type * as pulumi from "@pulumi/pulumi";
import { PrivateKey } from "@pulumi/tls/privateKey";
import { SelfSignedCert } from "@pulumi/tls/selfSignedCert";
import type { AnchorPlan } from "../../backends";
import type { KeyAlgorithm } from "../../model";
import { itemName } from "../names";

/** Keys as `@pulumi/tls` makes them. */
export const keyArgs = {
  "ecdsa-p256": { algorithm: "ECDSA", ecdsaCurve: "P256" },
  "ecdsa-p384": { algorithm: "ECDSA", ecdsaCurve: "P384" },
  "rsa-2048": { algorithm: "RSA", rsaBits: 2048 },
  "rsa-4096": { algorithm: "RSA", rsaBits: 4096 },
} as const satisfies Record<KeyAlgorithm, object>;

/** A root certificate with its key. */
export interface Anchor {
  readonly plan: AnchorPlan;
  readonly key: PrivateKey;
  readonly certificate: SelfSignedCert;
}

/** What the deployment makes a certificate for. */
export interface Making {
  /** Name of the component that it belongs to; its name begins with it. */
  readonly parentName: string;
  readonly algorithm: KeyAlgorithm;
  readonly options: pulumi.CustomResourceOptions;
}

/**
 * Declares a root certificate. Its name stays with it through every step of a rotation.
 * @param kind First part of its name.
 */
export function declareAnchor(
  { parentName, algorithm, options }: Making,
  plan: AnchorPlan,
  kind = "anchor",
): Anchor {
  const name = itemName(parentName, kind, plan.name);
  const key = new PrivateKey(name, { ...keyArgs[algorithm] }, options);
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
