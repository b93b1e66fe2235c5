import { CustomResourceDefinition } from "@pulumi/kubernetes/apiextensions/v1";
import type * as pulumi from "@pulumi/pulumi";
import type { TrustPlan } from "../../backends";
import type { Destination } from "../kubernetes-provider";
import { itemName } from "../names";
import type { Predecessor } from "../ordering";
import { TargetMode } from "../target";

/** Who looks for definitions, and what it waits for itself. */
export interface DefinitionSeeker {
  readonly component: pulumi.ComponentResource;
  readonly name: string;
  readonly destination: Destination;
  readonly after: readonly Predecessor[];
}

/**
 * The CRDs that must be there before, as they are on the cluster: where one is missing, the engine stops at preview and names
 * it. Not where somebody waits for something else, which may be what brings them.
 */
export function requiredDefinitions(
  { component, name, destination, after }: DefinitionSeeker,
  { certManager }: TrustPlan,
): pulumi.Resource[] {
  const applied = destination.mode === TargetMode.Cluster;
  if (certManager === undefined || !applied || after.length > 0) return [];
  const options = { parent: component, provider: destination.provider };
  return certManager.definitions.map((definition) =>
    CustomResourceDefinition.get(itemName(name, "CustomResourceDefinition", definition), definition, options),
  );
}
