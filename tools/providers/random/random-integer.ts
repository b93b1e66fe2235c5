import { numberOf, textOf } from "../planned/inputs";
import type { Imported, PropertySpec, ResourceType } from "../planned/resource-type";
import { drawn, keepers, seed } from "./common-properties";
import { NumberSource } from "./number-source";

export const randomInteger: ResourceType = {
  token: "random:index/randomInteger:RandomInteger",
  description: "A random whole number from a range.",
  properties: {
    keepers,
    max: limit("Largest possible result."),
    min: limit("Smallest possible result."),
    seed,
    result: drawn("integer", "The number."),
  },
  check: (given) => {
    const [min, max] = [numberOf(given, "min"), numberOf(given, "max")];
    if (min === undefined || max === undefined || min <= max) return [];
    return [{ property: "min", reason: `min must be smaller than or equal to max (got ${min} and ${max}).` }];
  },
  create: (planned) => {
    const [min, max] = [numberOf(planned, "min") ?? 0, numberOf(planned, "max") ?? 0];
    const result = min + NumberSource.of(textOf(planned, "seed")).below(max - min + 1);
    return { id: String(result), computed: { result } };
  },
  import: importById,
};

function limit(description: string): PropertySpec {
  return { type: "integer", description, role: "required", replaces: true };
}

function importById(id: string): Imported {
  const parts = /^(-?\d+),(-?\d+),(-?\d+)(?:,([^,]*))?$/.exec(id);
  const [, text, min, max, given] = parts ?? [];
  if (text === undefined) {
    throw new Error("A RandomInteger is imported by <result>,<min>,<max> or <result>,<min>,<max>,<seed>.");
  }
  const inputs = { min: Number(min), max: Number(max), ...(given === undefined ? {} : { seed: given }) };
  return { id: text, computed: { result: Number(text) }, inputs };
}
