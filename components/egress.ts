import * as pulumi from "@pulumi/pulumi";
import type { RenderedObject } from "../backends";
import type { MeshDefinition } from "../model";
import { reportingTo } from "./definition-error";
import { destinationOf } from "./kubernetes-provider";
import { typeTokens } from "./names";
import { declareRendered } from "./objects/declare-rendered";
import { predecessorsOf } from "./ordering";
import { renderingOf } from "./rendering";
import type { TargetArgs } from "./target";

/** What the workloads of a mesh may call outside the cluster. */
export interface EgressArgs {
  /** The mesh whose workloads they are. */
  mesh: MeshDefinition;
  /** Where its objects go. Default: the cluster that kubectl would take. */
  target?: TargetArgs;
}

/** Objects that decide what workloads may call outside the cluster, in the namespaces of the callers. */
export class Egress extends pulumi.ComponentResource {
  /** Number of objects. */
  public readonly objectCount: pulumi.Output<number>;

  constructor(name: string, args: EgressArgs, opts?: pulumi.ComponentResourceOptions) {
    super(typeTokens.egress, name, { mesh: args.mesh.name }, opts);
    const { objects, destination } = reportingTo(this, () => ({
      objects: egressObjects(renderingOf(args.mesh).objects),
      destination: destinationOf(this, name, args.target),
    }));
    for (const object of objects)
      declareRendered({ component: this, name, destination }, object, predecessorsOf(opts));

    this.objectCount = pulumi.output(objects.length);
    this.registerOutputs({ objectCount: this.objectCount });
  }
}

/** Objects that are about calls to the outside. */
export function egressObjects(objects: readonly RenderedObject[]): RenderedObject[] {
  return objects.filter(({ owner }) => owner.kind === "egress");
}
