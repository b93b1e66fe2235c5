import type * as pulumi from "@pulumi/pulumi";
import type { RenderedObject } from "../../backends";
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

/** Declares a rendered object below its component. Where files are written it waits for nothing, for files have no order. */
export function declareRendered(
  { component, name, destination }: ObjectParent,
  { manifest, ownership }: RenderedObject,
  after: readonly Predecessor[],
): pulumi.CustomResource {
  const inOrder = destination.mode === TargetMode.Cluster;
  return declareObject(name, manifest, ownership, {
    parent: component,
    provider: destination.provider,
    dependsOn: inOrder ? [...after] : [],
  });
}
