import * as pulumi from "@pulumi/pulumi";
import { AnchorState } from "../../model";
import { activeFirst, type StatedAnchor } from "./active-first";
import { declareAnchor, type Anchor } from "./anchor";
import { declareCertificate, issuedSecret, type IssuedCertificate } from "./issued-certificate";
import { bundleManifest, type TrustContext, type TrustParts } from "./trust-parts";

/** Roots, issuer and the webhooks' certificates, made by `@pulumi/tls`. The active anchor signs all of them. */
export function generatedTrust({ component, name, plan, labels }: TrustContext): TrustParts {
  const { algorithm, protect } = plan;
  const making = { parentName: name, algorithm, options: { parent: component } };
  const anchors = plan.anchors.map((anchor) => {
    // A retiring anchor is on its way out: its protection ends one step before it is deleted.
    const isProtected = protect && anchor.state !== AnchorState.Retiring;
    return declareAnchor({ ...making, options: { ...making.options, protect: isProtected } }, anchor);
  });
  const active = activeOf(anchors);
  const issued = [plan.issuer, ...plan.webhooks].map((certificate) =>
    declareCertificate(making, certificate, active),
  );
  const trustBundlePem = bundleOf(anchors);
  const expiry = expiryOf(anchors, issued);
  return {
    trustBundlePem,
    // Webhooks change over to a new root one by one.
    webhookAuthorityPem: trustBundlePem,
    expiry,
    made: expiry,
    objects: [bundleManifest(plan, trustBundlePem, labels)],
    secrets: issued.map((certificate) => issuedSecret(certificate, active, labels)),
  };
}

function activeOf(anchors: readonly Anchor[]): Anchor {
  const active = anchors.find(({ plan }) => plan.state === AnchorState.Active);
  if (active === undefined) throw new Error("a checked definition has exactly one active anchor");
  return active;
}

function bundleOf(anchors: readonly Anchor[]): pulumi.Output<string> {
  const stated: (StatedAnchor & Anchor)[] = anchors.map((anchor) => ({
    ...anchor,
    state: anchor.plan.state,
  }));
  return pulumi
    .all(activeFirst(stated).map(({ certificate }) => certificate.certPem))
    .apply((pems) => pems.map((pem) => `${pem.trim()}\n`).join(""));
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
