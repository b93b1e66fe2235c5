import { Unknown, containsUnknown, isPropertyMap } from "../shared/property-value";
import type { PropertyValue } from "../shared/property-value";
import type { CheckFailure } from "../shared/provider-contract";
import type { PropertySpec, PropertyType } from "./resource-type";
import type { Properties } from "./values";

type Specs = Readonly<Record<string, PropertySpec>>;

/** Every input that is missing, unknown to the resource, of the wrong type or against a rule, all at once. */
export function checkInputs(specs: Specs, inputs: Properties): CheckFailure[] {
  return [
    ...missing(specs, inputs),
    ...Object.entries(inputs).flatMap(([name, value]) => checkOne(specs, name, value)),
  ];
}

function missing(specs: Specs, inputs: Properties): CheckFailure[] {
  return Object.entries(specs)
    .filter(([name, spec]) => spec.role === "required" && inputs[name] === undefined)
    .map(([name]) => ({ property: name, reason: `${name} is missing. It is required; set it.` }));
}

function checkOne(specs: Specs, name: string, value: PropertyValue): CheckFailure[] {
  // Keys of the engine's own, such as the list of defaulted properties.
  if (name.startsWith("__")) return [];
  const spec = specs[name];
  if (spec === undefined || spec.role === "computed") {
    return [{ property: name, reason: `${name} is not an input of this resource. Remove it.` }];
  }
  const mismatches = typeFailures(spec.type, name, value);
  if (mismatches.length > 0) return mismatches;
  if (containsUnknown(value)) return [];
  return (spec.rules ?? []).flatMap((rule) => {
    const problem = rule(value);
    return problem === undefined ? [] : [{ property: name, reason: at(name, problem) }];
  });
}

function at(name: string, problem: string): string {
  return problem.startsWith("[") ? `${name}${problem}` : `${name} ${problem}`;
}

function typeFailures(type: PropertyType, path: string, value: PropertyValue): CheckFailure[] {
  if (value instanceof Unknown) return [];
  switch (type) {
    case "string":
      return typeof value === "string" ? [] : mismatch(path, "a string", value);
    case "boolean":
      return typeof value === "boolean" ? [] : mismatch(path, "true or false", value);
    case "integer":
      return Number.isSafeInteger(value) ? [] : mismatch(path, "a whole number", value);
    case "strings":
      if (!Array.isArray(value)) return mismatch(path, "a list of strings", value);
      return value.flatMap((item, index) => typeFailures("string", `${path}[${index}]`, item));
    case "map":
      if (!isPropertyMap(value)) return mismatch(path, "a map of strings", value);
      return Object.entries(value).flatMap(([key, item]) => typeFailures("string", `${path}.${key}`, item));
    default:
      if (!isPropertyMap(value)) return mismatch(path, "an object", value);
      return Object.entries(value).flatMap(([key, item]) => fieldFailures(type.fields, path, key, item));
  }
}

function fieldFailures(
  fields: Readonly<Record<string, PropertyType>>,
  path: string,
  key: string,
  value: PropertyValue,
): CheckFailure[] {
  const type = fields[key];
  if (type !== undefined) return typeFailures(type, `${path}.${key}`, value);
  const known = Object.keys(fields).join(", ");
  return [
    { property: `${path}.${key}`, reason: `${path}.${key} is not a field here. Known fields: ${known}.` },
  ];
}

// The value itself is left out: a misplaced key would end up in a message.
function mismatch(path: string, expected: string, value: PropertyValue): CheckFailure[] {
  const kind = Array.isArray(value) ? "a list" : value === null ? "null" : typeof value;
  return [{ property: path, reason: `${path} must be ${expected} (got ${kind}).` }];
}
