import * as pulumi from "@pulumi/pulumi";
import type { Manifest } from "../../backends";

type Labels = Readonly<Record<string, string>>;

/** Whether objects of a kind are CRDs. */
export function isDefinition(kind: string): boolean {
  return kind === "CustomResourceDefinition";
}

/**
 * A CRD with the labels of the mesh's own objects, by which a later preview tells it from one that others installed. Charts and
 * the Gateway API's manifests bring none.
 */
export function withLabels(manifest: Manifest, labels: Labels): Manifest {
  return {
    ...manifest,
    metadata: { ...manifest.metadata, labels: { ...manifest.metadata.labels, ...labels } },
  };
}

/** The same of an object's fields while a chart is declared, of which some may be known only later. */
export function labelled(fields: Readonly<Record<string, unknown>>, labels: Labels): Record<string, unknown> {
  const metadata = pulumi
    .output(fields["metadata"] as { readonly labels?: Labels } | undefined)
    .apply((known) => ({ ...known, labels: { ...known?.labels, ...labels } }));
  return { ...fields, metadata };
}
