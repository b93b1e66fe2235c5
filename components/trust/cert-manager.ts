import * as pulumi from "@pulumi/pulumi";
import { Ownership, type CertManagerObject, type CertManagerPlan, type Manifest } from "../../backends";
import { declareObject } from "../objects/declare-object";
import type { Predecessor } from "../ordering";
import { TargetMode } from "../target";
import { requiredDefinitions } from "./required-definitions";
import type { TrustContext, TrustParts } from "./trust-parts";

/**
 * The objects by which cert-manager and trust-manager make certificates and bundle, each step after what it rests on is ready,
 * so that the control plane finds its Secrets. Files have no order, and nobody to wait for.
 */
export function certManagerTrust(context: TrustContext, certManager: CertManagerPlan): TrustParts {
  const applied = context.destination.mode === TargetMode.Cluster;
  let after: readonly Predecessor[] = applied
    ? [...context.after, ...requiredDefinitions(context, context.plan)]
    : [];
  for (const step of certManager.steps) {
    const declared = step.map((object) => declareStep(context, object, applied, after));
    if (applied) after = declared;
  }
  return {
    trustBundlePem: pulumi.output(""),
    webhookAuthorityPem: pulumi.output(""),
    expiry: pulumi.output<Record<string, string>>({}),
    made: pulumi.output<Record<string, string>>({}),
    objects: [],
    secrets: [],
  };
}

function declareStep(
  { component, name, destination }: TrustContext,
  { manifest, condition, protect }: CertManagerObject,
  applied: boolean,
  after: readonly Predecessor[],
): pulumi.CustomResource {
  return declareObject(name, applied ? awaiting(manifest, condition) : manifest, Ownership.Whole, {
    parent: component,
    provider: destination.provider,
    dependsOn: [...after],
    protect,
  });
}

function awaiting(manifest: Manifest, condition: string): Manifest {
  const { metadata } = manifest;
  const annotations = { ...metadata.annotations, "pulumi.com/waitFor": `condition=${condition}` };
  return { ...manifest, metadata: { ...metadata, annotations } };
}
