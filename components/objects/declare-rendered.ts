import type * as pulumi from "@pulumi/pulumi";
import { Ownership, type Manifest, type RenderedObject } from "../../backends";
import type { Destination } from "../kubernetes-provider";
import type { Predecessor } from "../ordering";
import { TargetMode } from "../target";
import { declareObject } from "./declare-object";

/** The component that rendered objects belong to. */
export interface ObjectParent {
  readonly component: pulumi.ComponentResource;
  readonly name: string;
  readonly destination: Destination;
}

/**
 * Declares a rendered object below its component. Where files are written it waits for nothing, for files have no order. A
 * patch is done when the API server has it: whether the object that it patches is well, such as a Service that has no
 * ready pods yet, is its owner's affair and must not hold up the mesh.
 */
export function declareRendered(
  { component, name, destination }: ObjectParent,
  { manifest, ownership }: RenderedObject,
  after: readonly Predecessor[],
): pulumi.CustomResource {
  const applied = destination.mode === TargetMode.Cluster;
  const declared = applied && ownership === Ownership.Patch ? withoutAwait(manifest) : manifest;
  return declareObject(name, declared, ownership, {
    parent: component,
    provider: destination.provider,
    dependsOn: applied ? [...after] : [],
  });
}

function withoutAwait(manifest: Manifest): Manifest {
  const { metadata } = manifest;
  const annotations = { ...metadata.annotations, "pulumi.com/skipAwait": "true" };
  return { ...manifest, metadata: { ...metadata, annotations } };
}
