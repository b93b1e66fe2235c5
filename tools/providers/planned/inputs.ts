import type { Properties } from "./values";

// Inputs are read only after they were checked against their declared types; a missing one reads as its zero value.

export function textOf(inputs: Properties, name: string): string {
  const value = inputs[name];
  return typeof value === "string" ? value : "";
}

export function numberOf(inputs: Properties, name: string): number | undefined {
  const value = inputs[name];
  return typeof value === "number" ? value : undefined;
}

export function isTrue(inputs: Properties, name: string): boolean {
  return inputs[name] === true;
}

export function textsOf(inputs: Properties, name: string): string[] {
  const value = inputs[name];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];
}
