import type { AnchorState } from "../model";
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
  /** A certificate authority itself, one that signs no further authorities. */
  readonly isAuthority: boolean;
  readonly secret: { readonly name: string; readonly namespace: string };
}

/** Everything a mesh's identities rest on, and where the mesh looks for it. */
export interface TrustPlan {
  readonly anchors: readonly AnchorPlan[];
  readonly protect: boolean;
  readonly issuer: CertificatePlan;
  readonly webhooks: readonly CertificatePlan[];
  /** ConfigMap with all anchors' certificates. */
  readonly bundle: { readonly name: string; readonly namespace: string; readonly key: string };
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
