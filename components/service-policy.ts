import * as pulumi from "@pulumi/pulumi";
import type { RenderedMesh, RenderedObject } from "../backends";
import { didYouMean, quote, throwIfAny, type MeshDefinition } from "../model";
import { reportingTo } from "./definition-error";
import { destinationOf } from "./kubernetes-provider";
import { typeTokens } from "./names";
import { declareRendered } from "./objects/declare-rendered";
import { predecessorsOf } from "./ordering";
import { renderingOf } from "./rendering";
import type { TargetArgs } from "./target";

/** Which service of a mesh a policy is for. */
export interface ServicePolicyArgs {
  /** The mesh that the service belongs to. */
  mesh: MeshDefinition;
  /** Service of the mesh, `namespace/name`. */
  service: string;
  /** Where the objects go. Default: the cluster that kubectl would take. */
  target?: TargetArgs;
}

/** Everything that holds for one service: who may call it, and how its traffic flows. */
export class ServicePolicy extends pulumi.ComponentResource {
  /** The service, `namespace/name`. */
  public readonly service: pulumi.Output<string>;
  /** Number of objects that carry the policy. */
  public readonly objectCount: pulumi.Output<number>;

  constructor(name: string, args: ServicePolicyArgs, opts?: pulumi.ComponentResourceOptions) {
    super(typeTokens.servicePolicy, name, { service: args.service }, opts);
    const { objects, destination } = reportingTo(this, () => ({
      objects: objectsOf(renderingOf(args.mesh), args.service),
      destination: destinationOf(this, name, args.target),
    }));
    for (const object of objects)
      declareRendered({ component: this, name, destination }, object, predecessorsOf(opts));

    this.service = pulumi.output(args.service);
    this.objectCount = pulumi.output(objects.length);
    this.registerOutputs({ service: this.service, objectCount: this.objectCount });
  }
}

const byService = new WeakMap<RenderedMesh, ReadonlyMap<string, RenderedObject[]>>();

/** Looked up and not searched: a mesh has as many of these components as it has services. */
function objectsOf(rendered: RenderedMesh, service: string): readonly RenderedObject[] {
  const index = byService.get(rendered) ?? indexOf(rendered);
  byService.set(rendered, index);
  const objects = index.get(service);
  if (objects !== undefined) return objects;
  const known = [...index.keys()];
  throwIfAny("service policy", [
    {
      path: "service",
      message: `is not a service of the mesh (got ${quote(service)})`,
      rule: "It is written as namespace/name",
      fix: didYouMean(service, known),
    },
  ]);
  return [];
}

function indexOf({ mesh, objects }: RenderedMesh): Map<string, RenderedObject[]> {
  const index = new Map<string, RenderedObject[]>(mesh.services.map(({ id }) => [id, []]));
  for (const object of objects)
    if (object.owner.kind === "service") index.get(object.owner.name)?.push(object);
  return index;
}
