import type { DnsLabel, DnsSubdomain } from "./scalars";

/** Where the certificates of a mesh come from. */
export const TrustSource = {
  /** The deployment makes them, by `@pulumi/tls`. Their keys stand encrypted in the stack's state. */
  Generated: "generated",
  /** They come from outside as PEM texts, beside the definition, and are checked before anything is created. */
  Provided: "provided",
  /** cert-manager and trust-manager, which run on the cluster, make, renew and distribute them. The state holds no key. */
  CertManager: "cert-manager",
} as const;
export type TrustSource = (typeof TrustSource)[keyof typeof TrustSource];

/** Kind and size of a key. */
export const KeyAlgorithm = {
  /** ECDSA on the curve P-256. Every mesh takes it. */
  EcdsaP256: "ecdsa-p256",
  /** ECDSA on the curve P-384. */
  EcdsaP384: "ecdsa-p384",
  /** RSA of 2048 bits. */
  Rsa2048: "rsa-2048",
  /** RSA of 4096 bits. */
  Rsa4096: "rsa-4096",
} as const;
export type KeyAlgorithm = (typeof KeyAlgorithm)[keyof typeof KeyAlgorithm];

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

/** A root certificate. One name, one key: another key is another anchor. */
export interface TrustAnchorDefinition {
  /** Name that stays with this anchor. A DNS label. */
  name: DnsLabel;
  /** Where it stands. A change of anchors goes staged, active, retiring, gone: one step per rollout. */
  state: AnchorState;
  /**
   * Life of the certificate. Unit: days. Range: 1–36500. Default: 3650. A change makes a new certificate. Not with `provided`
   * certificates, which say it themselves.
   * @asType integer
   * @minimum 1
   * @maximum 36500
   */
  validityDays?: number;
}

/** A certificate that another one signs. */
export interface IssuedCertificateDefinition {
  /**
   * Life of the certificate. Unit: days. Range: 1–36500. Default: 365, because it is renewed by hand; with `cert-manager`,
   * which renews by itself, 90.
   * @asType integer
   * @minimum 1
   * @maximum 36500
   */
  validityDays?: number;
  /**
   * Raise it to issue a new key and certificate. Range: 1 and above. Default: 1. Not with `cert-manager`, which renews by itself.
   * @asType integer
   * @minimum 1
   */
  generation?: number;
  /**
   * How long before its end the certificate is renewed. Unit: days. Range: 1–36499, below its life. Default: a third of its
   * life, rounded down, at least 1. Only with `cert-manager`.
   * @asType integer
   * @minimum 1
   * @maximum 36499
   */
  renewBeforeDays?: number;
}

/** An issuer of cert-manager that someone else looks after. */
export interface CertManagerIssuer {
  /** Its name. */
  name: DnsSubdomain;
  /**
   * Its kind. Default: `ClusterIssuer`. An `Issuer` stands in the control plane's namespace. Issuers from outside cert-manager
   * have kinds of their own.
   */
  kind?: string;
  /** Its API group. Default: `cert-manager.io`. */
  group?: DnsSubdomain;
}

/** Kinds of objects that root certificates can be read from. */
export const RootSourceKind = {
  /** A Secret. */
  Secret: "Secret",
  /** A ConfigMap. */
  ConfigMap: "ConfigMap",
} as const;
export type RootSourceKind = (typeof RootSourceKind)[keyof typeof RootSourceKind];

/** Where root certificates stand on the cluster. */
export interface CertManagerRootSource {
  /** Kind of the object. */
  kind: RootSourceKind;
  /** Name of the object, which stands in `rootNamespace`. */
  name: DnsSubdomain;
  /** Key of its data that holds the certificates as PEM. Default: `tls.crt` of a Secret, `ca.crt` of a ConfigMap. */
  key?: string;
}

/** How cert-manager and trust-manager are used. Both must run on the cluster before the mesh comes. */
export interface CertManagerDefinition {
  /**
   * Namespace of the root certificates and their keys: trust-manager's trust namespace, and the namespace that cert-manager
   * reads the secrets of ClusterIssuers from. Default: `cert-manager`. Where it is the control plane's own namespace, an Issuer
   * signs, which no other namespace can ask for certificates; else a ClusterIssuer does.
   */
  rootNamespace?: DnsLabel;
  /** Issuer that signs the control plane's certificate, in place of the anchors. Default: roots are made for the mesh alone. */
  issuer?: CertManagerIssuer;
  /**
   * Where the root certificates of `issuer` stand. Needed with `issuer`, and only then.
   * @minItems 1
   */
  roots?: CertManagerRootSource[];
}

/** The certificates that identities rest on. */
export interface TrustDefinition {
  /** Where they come from. Default: `generated`. */
  source?: TrustSource;
  /** Kind of the keys that are made. Default: `ecdsa-p256`. Not with `provided` certificates, which bring theirs. */
  algorithm?: KeyAlgorithm;
  /**
   * Root certificates that workloads trust. Default: one active anchor named `root-1`.
   * @minItems 1
   */
  anchors?: TrustAnchorDefinition[];
  /** Intermediate certificate with which the control plane signs workload certificates. It never outlives its root. */
  issuer?: IssuedCertificateDefinition;
  /** Server certificates of the control plane's admission webhooks. */
  webhooks?: IssuedCertificateDefinition;
  /** How cert-manager is used. Only with the source `cert-manager`. */
  certManager?: CertManagerDefinition;
  /** Refuse to delete the roots that are made. Default: true, in development false. Not with `provided` certificates. */
  protect?: boolean;
}
