import { Namespace } from "@pulumi/kubernetes/core/v1";
import * as pulumi from "@pulumi/pulumi";
import { ManifestGroup, Ownership, type RenderedObject } from "../backends";
import type { MeshDefinition } from "../model";
import { reportingTo } from "./definition-error";
import { destinationOf } from "./kubernetes-provider";
import { objectName, typeTokens } from "./names";
import { declareRendered, type ObjectParent } from "./objects/declare-rendered";
import { openGates, predecessorsOf, type Predecessor } from "./ordering";
import { renderingOf } from "./rendering";
import { TargetMode, type TargetArgs } from "./target";

/** Which namespaces join a mesh. */
export interface NamespaceInjectionArgs {
  /** The mesh whose namespaces they are. */
  mesh: MeshDefinition;
  /** Where they are. Default: the cluster that kubectl would take. */
  target?: TargetArgs;
}

/**
 * The namespaces of a mesh: created, or marked where they exist, so that each new pod gets a proxy. A namespace that is said to
 * exist is looked up first, because marking one that is missing would create it without a word.
 */
export class NamespaceInjection extends pulumi.ComponentResource {
  /** Names of the namespaces, sorted. */
  public readonly namespaces: pulumi.Output<string[]>;

  constructor(name: string, args: NamespaceInjectionArgs, opts?: pulumi.ComponentResourceOptions) {
    super(typeTokens.namespaceInjection, name, { mesh: args.mesh.name }, opts);
    const { objects, destination } = reportingTo(this, () => ({
      ...renderingOf(args.mesh),
      destination: destinationOf(this, name, args.target),
    }));
    const parent: ObjectParent = { component: this, name, destination };
    const gates = new Map<string, Predecessor[]>();
    for (const object of objects.filter(({ group }) => group === ManifestGroup.Injection)) {
      const found = existingNamespace(parent, object);
      gates.set(object.manifest.metadata.name, [
        declareRendered(parent, object, [...predecessorsOf(opts), ...found]),
      ]);
    }
    openGates(this, gates);

    this.namespaces = pulumi.output([...gates.keys()].sort());
    this.registerOutputs({ namespaces: this.namespaces });
  }
}

/** The namespace as it is on the cluster; the engine stops when it is not there. */
function existingNamespace(
  { component, name, destination }: ObjectParent,
  { manifest, ownership }: RenderedObject,
): pulumi.Resource[] {
  if (ownership === Ownership.Whole || destination.mode === TargetMode.Rendered) return [];
  const options = { parent: component, provider: destination.provider };
  return [Namespace.get(objectName(name, manifest), manifest.metadata.name, options)];
}
