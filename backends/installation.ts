import type { AnchorState, KeyAlgorithm, TrustSource } from "../model";
import type { Json, Manifest } from "./manifest";

/** A chart of the mesh as it is to be installed. PEMs are never among its values. */
export interface ChartInstallation {
  /** Name of the chart in its repository. */
  readonly chart: string;
  readonly version: string;
  /** Namespace of its release; it exists before the chart does. */
  readonly namespace: string;
  readonly values: Readonly<Record<string, Json>>;
  /** Whether it carries CRDs, which may have to outlive the stack. */
  readonly carriesCrds: boolean;
}

/** A certificate authority's own certificate. */
export interface AnchorPlan {
  readonly name: string;
  readonly state: AnchorState;
  readonly commonName: string;
  readonly validityHours: number;
}

/** A certificate that the active anchor signs, with the Secret of type `kubernetes.io/tls` that carries it. */
export interface CertificatePlan {
  /** Stable word for it in names and reports, for example `issuer`. */
  readonly role: string;
  readonly commonName: string;
  readonly dnsNames: readonly string[];
  readonly validityHours: number;
  readonly generation: number;
  /** Only where someone renews it by itself. */
  readonly renewBeforeHours?: number;
  /** A certificate authority itself, one that signs no further authorities. */
  readonly isAuthority: boolean;
  readonly secret: { readonly name: string; readonly namespace: string };
}

/** What a mesh takes of certificates that it has not made. */
export interface CertificateRequirements {
  /** Keys of root certificates. */
  readonly anchorKeys: readonly KeyAlgorithm[];
  /** Keys of the certificate that signs workload certificates. */
  readonly issuerKeys: readonly KeyAlgorithm[];
  /** Algorithms that roots and issuer may be signed with, as X.509 names them. */
  readonly signatures: readonly string[];
}

/** Certificates that come from outside. */
export interface ProvidedPlan {
  readonly requirements: CertificateRequirements;
  /** Root of the webhooks' certificates where those are ours: the key of no provided root is at hand. */
  readonly webhookAuthority: AnchorPlan;
}

/** An object that cert-manager or trust-manager acts on. */
export interface CertManagerObject {
  readonly manifest: Manifest;
  /** Condition of its status that says it is done. */
  readonly condition: string;
  /** Makes a root's key, which must not be deleted by accident. */
  readonly protect: boolean;
}

/** Certificates that cert-manager makes. */
export interface CertManagerPlan {
  /** Each step rests on what the steps before it make. */
  readonly steps: readonly (readonly CertManagerObject[])[];
  /** Names of the CRDs of all objects, which must be on the cluster before. */
  readonly definitions: readonly string[];
}

/** Everything a mesh's identities rest on, and where the mesh looks for it. */
export interface TrustPlan {
  readonly source: TrustSource;
  readonly algorithm: KeyAlgorithm;
  readonly anchors: readonly AnchorPlan[];
  readonly protect: boolean;
  readonly issuer: CertificatePlan;
  readonly webhooks: readonly CertificatePlan[];
  /** ConfigMap with all anchors' certificates. */
  readonly bundle: { readonly name: string; readonly namespace: string; readonly key: string };
  /** Only with provided certificates. */
  readonly provided: ProvidedPlan | undefined;
  /** Only with cert-manager. */
  readonly certManager: CertManagerPlan | undefined;
}

/** How a control plane comes onto a cluster. */
export interface InstallationPlan {
  readonly version: string;
  /** Namespaces of the control plane. */
  readonly namespaces: readonly Manifest[];
  readonly trust: TrustPlan;
  /** In the order of installation: CRDs first. */
  readonly charts: readonly ChartInstallation[];
  /** Repository that the mesh's project publishes its charts in. */
  readonly defaultRepository: string;
  /** Stands where the certificate of a webhook's authority belongs, until it is known. */
  readonly caBundlePlaceholder: string;
  /** Stands as an annotation of pods where the fingerprint of the roots belongs, so that other roots restart them. */
  readonly trustBundlePlaceholder: string;
  /** Gateway API CRDs that the mesh's routes are made of; nothing when someone else looks after them. */
  readonly gatewayApi: GatewayApiPlan | undefined;
}

/** Gateway API CRDs to install. */
export interface GatewayApiPlan {
  readonly version: string;
  readonly channel: string;
  /** Address or path of the manifest. */
  readonly location: string;
}
