import type { DnsLabel } from "./scalars";

/** Where a trust anchor stands in its life. */
export const AnchorState = {
  /** Trusted everywhere, signs nothing yet. The first step of a rotation. */
  Staged: "staged",
  /** Signs the issuer. Exactly one anchor is active. */
  Active: "active",
  /** Still trusted while certificates that chain to it live on. The last step before it is taken out. */
  Retiring: "retiring",
} as const;
export type AnchorState = (typeof AnchorState)[keyof typeof AnchorState];

/** A root certificate. Its key is generated once and kept encrypted in the stack's state. */
export interface TrustAnchorDefinition {
  /** Name that stays with this anchor. A DNS label. */
  name: DnsLabel;
  /** Where it stands. A change of anchors goes staged, active, retiring, gone: one step per rollout. */
  state: AnchorState;
  /**
   * Life of the certificate. Unit: days. Range: 1–36500. Default: 3650. A change makes a new certificate.
   * @asType integer
   * @minimum 1
   * @maximum 36500
   */
  validityDays?: number;
}

/** A certificate that is issued anew when its generation is raised. */
export interface IssuedCertificateDefinition {
  /**
   * Life of the certificate. Unit: days. Range: 1–36500. Default: 365.
   * @asType integer
   * @minimum 1
   * @maximum 36500
   */
  validityDays?: number;
  /**
   * Raise it to issue a new key and certificate. Range: 1 and above. Default: 1.
   * @asType integer
   * @minimum 1
   */
  generation?: number;
}

/** The certificates that identities rest on. All keys are ECDSA P-256. */
export interface TrustDefinition {
  /**
   * Root certificates that workloads trust. Default: one active anchor named `root-1`.
   * @minItems 1
   */
  anchors?: TrustAnchorDefinition[];
  /** Intermediate certificate with which the control plane signs workload certificates. It never outlives its root. */
  issuer?: IssuedCertificateDefinition;
  /** Server certificates of the control plane's admission webhooks. */
  webhooks?: IssuedCertificateDefinition;
  /** Refuse to delete the anchors. Default: true, in development false. */
  protect?: boolean;
}
