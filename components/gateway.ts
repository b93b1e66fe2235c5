import * as pulumi from "@pulumi/pulumi";
import type { RenderedObject } from "../backends";
import { didYouMean, quote, throwIfAny, type MeshDefinition } from "../model";
import { reportingTo } from "./definition-error";
import { destinationOf } from "./kubernetes-provider";
import { typeTokens } from "./names";
import { declareRendered } from "./objects/declare-rendered";
import { predecessorsOf } from "./ordering";
import { renderingOf } from "./rendering";
import type { TargetArgs } from "./target";

/** Which gateway of a mesh it is. */
export interface GatewayArgs {
  /** The mesh that the gateway leads into. */
  mesh: MeshDefinition;
  /** Gateway of the mesh, `namespace/name`. */
  gateway: string;
  /** Where the objects go. Default: the cluster that kubectl would take. */
  target?: TargetArgs;
}

/** An entry from outside the cluster, and where it leads. The controller of its class is not part of it. */
export class Gateway extends pulumi.ComponentResource {
  /** The gateway, `namespace/name`. */
  public readonly gateway: pulumi.Output<string>;
  /** Number of objects. */
  public readonly objectCount: pulumi.Output<number>;

  constructor(name: string, args: GatewayArgs, opts?: pulumi.ComponentResourceOptions) {
    super(typeTokens.gateway, name, { gateway: args.gateway }, opts);
    const { objects, destination } = reportingTo(this, () => {
      const { mesh, objects: all } = renderingOf(args.mesh);
      checkName(
        args.gateway,
        mesh.gateways.map(({ id }) => id),
      );
      return {
        objects: objectsOf(all, args.gateway),
        destination: destinationOf(this, name, args.target),
      };
    });
    for (const object of objects)
      declareRendered({ component: this, name, destination }, object, predecessorsOf(opts));

    this.gateway = pulumi.output(args.gateway);
    this.objectCount = pulumi.output(objects.length);
    this.registerOutputs({ gateway: this.gateway, objectCount: this.objectCount });
  }
}

function checkName(gateway: string, known: readonly string[]): void {
  if (known.includes(gateway)) return;
  throwIfAny("gateway", [
    {
      path: "gateway",
      message: `is not a gateway of the mesh (got ${quote(gateway)})`,
      rule: "It is written as namespace/name",
      fix: didYouMean(gateway, known),
    },
  ]);
}

function objectsOf(objects: readonly RenderedObject[], gateway: string): RenderedObject[] {
  return objects.filter(({ owner }) => owner.kind === "gateway" && owner.name === gateway);
}
