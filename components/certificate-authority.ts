import * as pulumi from "@pulumi/pulumi";
import { Ownership, standardLabels, type Manifest, type TrustPlan } from "../backends";
import { AnchorState, type MeshDefinition } from "../model";
import { reportingTo } from "./definition-error";
import { destinationOf, type Destination } from "./kubernetes-provider";
import { typeTokens } from "./names";
import { declareObject } from "./objects/declare-object";
import { secretManifestText } from "./objects/secret-manifests";
import { predecessorsOf, type Predecessor } from "./ordering";
import { renderingOf } from "./rendering";
import { TargetMode, type TargetArgs } from "./target";
import { declareAnchor, type Anchor } from "./trust/anchor";
import { certificateSecret, declareCertificate, type IssuedCertificate } from "./trust/issued-certificate";

/** What a certificate authority is made for. */
export interface CertificateAuthorityArgs {
  /** The mesh whose identities rest on it. */
  mesh: MeshDefinition;
  /** Where its Secrets and the bundle go. Default: the cluster that kubectl would take. */
  target?: TargetArgs;
}

/**
 * The certificates of a mesh: root certificates, the issuer of workload certificates, and those of the admission webhooks,
 * with the Secrets and the bundle by which the control plane finds them. The namespaces must exist.
 */
export class CertificateAuthority extends pulumi.ComponentResource {
  /** Certificates of all anchors, active first, as one PEM text. */
  public readonly trustBundlePem: pulumi.Output<string>;
  /** When each certificate ends: key is `anchor/<name>` or the certificate's role, value an RFC 3339 time. */
  public readonly expiry: pulumi.Output<Record<string, string>>;
  /**
   * YAML of the Secrets, which are never written to files. Empty on a cluster, where they are applied. A secret: pipe it to
   * `kubectl apply --server-side -f -`.
   */
  public readonly secretManifests: pulumi.Output<string>;

  constructor(name: string, args: CertificateAuthorityArgs, opts?: pulumi.ComponentResourceOptions) {
    super(typeTokens.certificateAuthority, name, { mesh: args.mesh.name }, opts);
    const { trust, labels, destination } = reportingTo(this, () => {
      const { installation, mesh } = renderingOf(args.mesh);
      return {
        trust: installation.trust,
        labels: standardLabels(mesh),
        destination: destinationOf(this, name, args.target),
      };
    });

    const child: pulumi.CustomResourceOptions = { parent: this };
    const anchors = trust.anchors.map((plan) =>
      // A retiring anchor is on its way out: its protection ends one step before it is deleted.
      declareAnchor(name, plan, { ...child, protect: trust.protect && plan.state !== AnchorState.Retiring }),
    );
    const active = activeOf(anchors);
    const issued = [trust.issuer, ...trust.webhooks].map((plan) =>
      declareCertificate(name, plan, active, child),
    );
    const secrets = issued.map((certificate) => certificateSecret(certificate, active, labels));

    this.trustBundlePem = bundleOf(anchors);
    this.expiry = expiryOf(anchors, issued);
    this.secretManifests = declareTrustObjects(
      { component: this, name, destination, after: predecessorsOf(opts) },
      [bundleManifest(trust, this.trustBundlePem, labels)],
      secrets,
    );
    this.registerOutputs({
      trustBundlePem: this.trustBundlePem,
      expiry: this.expiry,
      secretManifests: this.secretManifests,
    });
  }
}

interface TrustObjects {
  readonly component: pulumi.ComponentResource;
  readonly name: string;
  readonly destination: Destination;
  readonly after: readonly Predecessor[];
}

/** Declares what may be public, and the Secrets where they stay off the disk; else their text is given back. */
function declareTrustObjects(
  { component, name, destination, after }: TrustObjects,
  objects: readonly Manifest[],
  secrets: readonly Manifest[],
): pulumi.Output<string> {
  const rendered = destination.mode === TargetMode.Rendered;
  for (const manifest of rendered ? objects : [...objects, ...secrets]) {
    declareObject(name, manifest, Ownership.Whole, {
      parent: component,
      provider: destination.provider,
      dependsOn: [...after],
    });
  }
  return secretManifestText(rendered ? secrets : []);
}

function activeOf(anchors: readonly Anchor[]): Anchor {
  const active = anchors.find(({ plan }) => plan.state === AnchorState.Active);
  if (active === undefined) throw new Error("a checked definition has exactly one active anchor");
  return active;
}

/** The active anchor first: it is the one that most certificates chain to. */
function bundleOf(anchors: readonly Anchor[]): pulumi.Output<string> {
  const ordered = [...anchors].sort((a, b) => rank(a) - rank(b));
  return pulumi
    .all(ordered.map(({ certificate }) => certificate.certPem))
    .apply((pems) => pems.map((pem) => `${pem.trim()}\n`).join(""));
}

function rank({ plan }: Anchor): number {
  return plan.state === AnchorState.Active ? 0 : 1;
}

function bundleManifest(
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

function expiryOf(
  anchors: readonly Anchor[],
  issued: readonly IssuedCertificate[],
): pulumi.Output<Record<string, string>> {
  const ends = [
    ...anchors.map(({ plan, certificate }) => [`anchor/${plan.name}`, certificate.validityEndTime] as const),
    ...issued.map(({ plan, certificate }) => [plan.role, certificate.validityEndTime] as const),
  ];
  return pulumi.output(Object.fromEntries(ends));
}
