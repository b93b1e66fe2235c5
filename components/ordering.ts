import type * as pulumi from "@pulumi/pulumi";

/** Something that others wait for. */
export type Predecessor = pulumi.Input<pulumi.Resource>;

/** What a component was told to wait for; the engine does not hand it on to the component's children by itself. */
export function predecessorsOf(options: pulumi.ComponentResourceOptions | undefined): readonly Predecessor[] {
  const given = options?.dependsOn;
  if (given === undefined) return [];
  // The SDK resolves promises and outputs of lists inside a list as well.
  return Array.isArray(given) ? given : [given as Predecessor];
}

// Kept beside the components and not in them: every property of a component becomes one of its outputs in other languages.
const gates = new WeakMap<pulumi.Resource, ReadonlyMap<string, readonly Predecessor[]>>();

/**
 * Says what stands for the parts of a component when others wait for them: key is the part. Waiting for the component itself
 * would list everything below it in the state of everyone who waits.
 */
export function openGates(
  component: pulumi.Resource,
  parts: ReadonlyMap<string, readonly Predecessor[]>,
): void {
  gates.set(component, parts);
}

/** What to wait for in place of a part of a component. */
export function gateOf(component: pulumi.Resource, part: string): readonly Predecessor[] {
  return gates.get(component)?.get(part) ?? [];
}
