import * as pulumi from "@pulumi/pulumi";
import { madeCertificateFindings, openFindings, type RawFinding } from "../analysis";
import { Ownership, standardLabels, type Manifest } from "../backends";
import type { MeshDefinition, ResolvedMesh } from "../model";
import { reportingTo } from "./definition-error";
import { destinationOf } from "./kubernetes-provider";
import { typeTokens } from "./names";
import { declareObject } from "./objects/declare-object";
import { secretManifestText } from "./objects/secret-manifests";
import { predecessorsOf } from "./ordering";
import { logFindings } from "./report-findings";
import { renderingOf } from "./rendering";
import { TargetMode, type TargetArgs } from "./target";
import { certManagerTrust } from "./trust/cert-manager";
import { checkProvided, type CheckedCertificates } from "./trust/check-provided";
import { clock } from "./trust/clock";
import { generatedTrust } from "./trust/generated";
import { providedTrust } from "./trust/provided";
import type { ProvidedCertificates } from "./trust/provided-certificates";
import type { TrustContext, TrustParts } from "./trust/trust-parts";

/** What a certificate authority is made for. */
export interface CertificateAuthorityArgs {
  /** The mesh whose identities rest on it. */
  mesh: MeshDefinition;
  /** Certificates from outside. Needed where `trust.source` is `provided`, and only there. */
  certificates?: ProvidedCertificates;
  /** Where its Secrets and the bundle go. Default: the cluster that kubectl would take. */
  target?: TargetArgs;
}

/**
 * The certificates of a mesh: root certificates, the issuer of workload certificates, and those of the admission webhooks,
 * with the Secrets and the bundle by which the control plane finds them. They are made, taken from outside or left to
 * cert-manager, as `trust.source` says. The namespaces must exist.
 */
export class CertificateAuthority extends pulumi.ComponentResource {
  /** Certificates of all anchors, active first, as one PEM text. Empty with cert-manager: the cluster alone knows them. */
  public readonly trustBundlePem: pulumi.Output<string>;
  /** Certificates by which the API server knows the admission webhooks. Empty with cert-manager, which tells it itself. */
  public readonly webhookAuthorityPem: pulumi.Output<string>;
  /**
   * When each certificate ends: key is `anchor/<name>` or the certificate's role, value an RFC 3339 time. Empty with
   * cert-manager, which renews them.
   */
  public readonly expiry: pulumi.Output<Record<string, string>>;
  /**
   * YAML of the Secrets, which are never written to files. Empty on a cluster, where they are applied. A secret: pipe it to
   * `kubectl apply --server-side -f -`.
   */
  public readonly secretManifests: pulumi.Output<string>;

  constructor(name: string, args: CertificateAuthorityArgs, opts?: pulumi.ComponentResourceOptions) {
    super(typeTokens.certificateAuthority, name, { mesh: args.mesh.name }, opts);
    const { mesh, plan, checked, destination } = reportingTo(this, () => {
      const rendered = renderingOf(args.mesh);
      const provided = checkProvided(this, args.mesh, rendered, args.certificates);
      return {
        mesh: rendered.mesh,
        plan: rendered.installation.trust,
        checked: provided,
        destination: destinationOf(this, name, args.target, provided?.condition),
      };
    });
    const after = predecessorsOf(opts);
    const context = { component: this, name, plan, labels: standardLabels(mesh), destination, after };
    const parts = trustOf(context, checked);
    reportCertificates(context, mesh, parts, checked);

    this.trustBundlePem = parts.trustBundlePem;
    this.webhookAuthorityPem = parts.webhookAuthorityPem;
    this.expiry = parts.expiry;
    this.secretManifests = declareTrustObjects(context, parts);
    this.registerOutputs({
      trustBundlePem: this.trustBundlePem,
      webhookAuthorityPem: this.webhookAuthorityPem,
      expiry: this.expiry,
      secretManifests: this.secretManifests,
    });
  }
}

function trustOf(context: TrustContext, checked: CheckedCertificates | undefined): TrustParts {
  const { provided, certManager } = context.plan;
  if (certManager !== undefined) return certManagerTrust(context, certManager);
  if (provided !== undefined && checked !== undefined) return providedTrust(context, provided, checked);
  return generatedTrust(context);
}

/** Declares what may be public, and the Secrets where they stay off the disk; else their text is given back. */
function declareTrustObjects(
  { component, name, destination, after }: TrustContext,
  { objects, secrets }: TrustParts,
): pulumi.Output<string> {
  const rendered = destination.mode === TargetMode.Rendered;
  const declared: readonly Manifest[] = rendered ? objects : [...objects, ...secrets];
  for (const manifest of declared) {
    declareObject(name, manifest, Ownership.Whole, {
      parent: component,
      provider: destination.provider,
      dependsOn: [...after],
    });
  }
  return secretManifestText(rendered ? secrets : []);
}

/** Says which certificates deserve a look: those that are made, once a deployment knows when they end. */
function reportCertificates(
  { component, plan }: TrustContext,
  mesh: ResolvedMesh,
  { made }: TrustParts,
  checked: CheckedCertificates | undefined,
): void {
  const later = checked?.laterFindings ?? pulumi.output<readonly RawFinding[]>([]);
  pulumi.all([made, later]).apply(([ends, found]) => {
    const raw = [...(checked?.findings ?? []), ...found, ...madeCertificateFindings(plan, ends, clock.now())];
    logFindings(component, openFindings(mesh, raw));
  });
}
