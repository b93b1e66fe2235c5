import * as pulumi from "@pulumi/pulumi";
import { CertificateAuthority } from "./certificate-authority";
import { Installer } from "./control-plane/installer";
import { gatherMaterial, type Material } from "./control-plane/material";
import { reportingTo } from "./definition-error";
import { destinationOf } from "./kubernetes-provider";
import { childRoles, roleName, typeTokens } from "./names";
import { joinSecretManifests, secretManifestText } from "./objects/secret-manifests";
import { openGates, predecessorsOf, type Predecessor } from "./ordering";
import { renderingOf } from "./rendering";
import { standardLabels } from "../backends";
import type { MeshDefinition } from "../model";
import type { TargetArgs } from "./target";
import { checkProvided } from "./trust/check-provided";
import type { ProvidedCertificates } from "./trust/provided-certificates";
import { requiredDefinitions } from "./trust/required-definitions";

/** Part of a control plane that everything which needs it waits for. */
export const controlPlaneReady = "ready";

/** What a control plane is installed for. */
export interface ControlPlaneArgs {
  /** The mesh that it serves. */
  mesh: MeshDefinition;
  /** Certificates from outside. Needed where `trust.source` is `provided`, and only there. */
  certificates?: ProvidedCertificates;
  /** Where it is installed. Default: the cluster that kubectl would take. */
  target?: TargetArgs;
}

/**
 * The control plane of a mesh, with everything it rests on: its namespaces, the Gateway API CRDs, the certificates, and the
 * mesh's charts, in this order. Only for a mesh whose control plane is `installed`.
 */
export class ControlPlane extends pulumi.ComponentResource {
  /** Version of the mesh's charts. */
  public readonly version: pulumi.Output<string>;
  /** Certificates of all anchors, active first, as one PEM text. Empty with cert-manager: the cluster alone knows them. */
  public readonly trustBundlePem: pulumi.Output<string>;
  /**
   * When each certificate ends: key is `anchor/<name>` or the certificate's role, value an RFC 3339 time. Empty with
   * cert-manager, which renews them.
   */
  public readonly certificateExpiry: pulumi.Output<Record<string, string>>;
  /**
   * YAML of the Secrets, which are never written to files. Empty on a cluster, where they are applied. A secret: pipe it to
   * `kubectl apply --server-side -f -`.
   */
  public readonly secretManifests: pulumi.Output<string>;

  constructor(name: string, args: ControlPlaneArgs, opts?: pulumi.ComponentResourceOptions) {
    super(typeTokens.controlPlane, name, { mesh: args.mesh.name }, opts);
    const { mesh, installation, condition, destination, material } = reportingTo(this, () => {
      const rendered = renderingOf(args.mesh);
      const checked = checkProvided(this, args.mesh, rendered, args.certificates);
      const goal = destinationOf(this, name, args.target, checked?.condition);
      return {
        ...rendered,
        condition: checked?.condition ?? [],
        destination: goal,
        material: gatherMaterial(rendered.mesh, rendered.installation, goal.mode),
      };
    });
    reportSkipped(this, material);

    const installer = new Installer({
      component: this,
      name,
      destination,
      keepCrds: mesh.controlPlane.keepCrds,
      condition,
      labels: standardLabels(mesh),
    });
    const given = predecessorsOf(opts);
    const seeker = { component: this, name, destination, after: given };
    const first = [...given, ...requiredDefinitions(seeker, installation.trust)];
    const namespaces = installer.objects(installation.namespaces, first);
    const routeKinds = installer.objects(material.gatewayApi, first);
    const authority = new CertificateAuthority(
      roleName(name, childRoles.certificateAuthority),
      {
        mesh: args.mesh,
        target: { mode: destination.mode },
        ...(args.certificates !== undefined && { certificates: args.certificates }),
      },
      { parent: this, provider: destination.provider, dependsOn: [...installer.gate(namespaces)] },
    );
    const fillings = {
      caBundle: { placeholder: installation.caBundlePlaceholder, pem: authority.webhookAuthorityPem },
      trust: { placeholder: installation.trustBundlePlaceholder, pem: authority.trustBundlePem },
    };
    let ready: readonly Predecessor[] = [...namespaces, ...routeKinds];
    for (const chart of material.charts) {
      // CRDs wait for nothing but namespaces and routes; what reads certificates comes after them.
      const after = chart.installation.carriesCrds ? ready : [...ready, authority];
      ready = installer.chart(chart, fillings, after);
    }
    openGates(this, new Map([[controlPlaneReady, installer.gate(ready)]]));

    this.version = pulumi.output(installation.version);
    this.trustBundlePem = authority.trustBundlePem;
    this.certificateExpiry = authority.expiry;
    this.secretManifests = joinSecretManifests([
      authority.secretManifests,
      secretManifestText(installer.heldBack),
    ]);
    this.registerOutputs({
      version: this.version,
      trustBundlePem: this.trustBundlePem,
      certificateExpiry: this.certificateExpiry,
      secretManifests: this.secretManifests,
    });
  }
}

function reportSkipped(component: pulumi.Resource, { skipped }: Material): void {
  if (skipped.length === 0) return;
  const lines = skipped.map(({ message }) => `  - ${message}`);
  void pulumi.log.warn(
    ["The control plane is incomplete; without these parts the mesh does nothing:", ...lines].join("\n"),
    component,
  );
}
