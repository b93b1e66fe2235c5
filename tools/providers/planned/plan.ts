import { Unknown } from "../shared/property-value";
import type { PropertyMap } from "../shared/property-value";
import { equal } from "./values";
import type { Properties } from "./values";
import type { Plan, PropertySpec, ResourceType } from "./resource-type";

/**
 * The state that a resource will have with these inputs. Left-out inputs take their default; what the provider
 * computes is kept from the prior state as long as nothing changes, and is unknown otherwise.
 */
export function planResource(type: ResourceType, prior: Properties | undefined, inputs: Properties): Plan {
  const planned: PropertyMap = {};
  for (const [name, spec] of Object.entries(type.properties)) {
    if (spec.writeOnly === true) continue;
    const value = inputs[name] ?? spec.default ?? (isComputed(spec) ? prior?.[name] : undefined);
    if (value !== undefined) planned[name] = value;
  }
  if (prior === undefined || changedProperties(type, prior, planned).length > 0) {
    forgetComputed(type, planned, prior, inputs);
  }
  const plan: Plan = { planned, replaces: [] };
  type.adjustPlan?.(plan, prior, inputs);
  if (prior !== undefined) addReplacements(type, plan, prior);
  return plan;
}

/** Names of the properties whose planned value differs from the prior one. */
export function changedProperties(type: ResourceType, prior: Properties, planned: Properties): string[] {
  return Object.keys(type.properties).filter((name) => !equal(prior[name], planned[name]));
}

function isComputed(spec: PropertySpec): boolean {
  return spec.role === "computed" || spec.alwaysOutput === true;
}

function forgetComputed(
  type: ResourceType,
  planned: PropertyMap,
  prior: Properties | undefined,
  inputs: Properties,
): void {
  for (const [name, spec] of Object.entries(type.properties)) {
    if (!isComputed(spec) || spec.default !== undefined || inputs[name] !== undefined) continue;
    if (spec.keepsState === true && prior !== undefined) continue;
    planned[name] = Unknown.value;
  }
}

function addReplacements(type: ResourceType, plan: Plan, prior: Properties): void {
  for (const name of changedProperties(type, prior, plan.planned)) {
    const rule = type.properties[name]?.replaces ?? false;
    const replaces = typeof rule === "boolean" ? rule : rule(prior[name], plan.planned[name]);
    if (replaces && !plan.replaces.includes(name)) plan.replaces.push(name);
  }
}
