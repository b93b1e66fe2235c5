import type * as pulumi from "@pulumi/pulumi";
import type { Manifest, TrustPlan } from "../../backends";
import type { Destination } from "../kubernetes-provider";
import type { Predecessor } from "../ordering";

/** The component that certificates belong to. */
export interface TrustContext {
  readonly component: pulumi.ComponentResource;
  readonly name: string;
  readonly plan: TrustPlan;
  readonly labels: Readonly<Record<string, string>>;
  readonly destination: Destination;
  /** What every object waits for. */
  readonly after: readonly Predecessor[];
}

/** What a source of trust comes to. */
export interface TrustParts {
  /** Certificates of all anchors, active first; empty where the cluster alone knows them. */
  readonly trustBundlePem: pulumi.Output<string>;
  /** Certificates by which the API server knows the webhooks; empty where somebody else tells it. */
  readonly webhookAuthorityPem: pulumi.Output<string>;
  /** When each certificate ends, as far as it is known here. */
  readonly expiry: pulumi.Output<Record<string, string>>;
  /** The same of those that the deployment made, and that somebody has to renew by raising a generation. */
  readonly made: pulumi.Output<Record<string, string>>;
  /** Objects that anyone may read. */
  readonly objects: readonly Manifest[];
  /** Secrets, which are never written to files. */
  readonly secrets: readonly Manifest[];
}

/** The ConfigMap in which a mesh looks for its roots. */
export function bundleManifest(
  { bundle }: TrustPlan,
  pem: pulumi.Output<string>,
  labels: Readonly<Record<string, string>>,
): Manifest {
  return {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: bundle.name, namespace: bundle.namespace, labels },
    data: { [bundle.key]: pem },
  };
}
