import Ajv, { type ErrorObject, type ValidateFunction } from "ajv";
import { Environment, type MeshDefinition } from "../definition";
import { didYouMean, joinPath, quote, type Problem } from "../problem";
import { splitServiceId } from "../values/names";
import { formats } from "./formats";
import schema from "./mesh-definition.schema.json";

/** What the shape of a definition allows to be looked at further, and what was wrong with the rest. */
export interface StructureResult {
  /** The definition without the parts that had problems; nothing when too little is left to go on with. */
  readonly usable: MeshDefinition | undefined;
  readonly problems: readonly Problem[];
}

let compiled: ValidateFunction | undefined;

function validator(): ValidateFunction {
  if (compiled) return compiled;
  // The schema is generated and tested: checking and optimising it again would double the start of every program.
  const ajv = new Ajv({
    allErrors: true,
    verbose: true,
    strict: false,
    meta: false,
    validateSchema: false,
    inlineRefs: false,
    code: { optimize: false },
  });
  for (const [name, format] of Object.entries(formats)) ajv.addFormat(name, format.accepts);
  compiled = ajv.compile(schema);
  return compiled;
}

/**
 * Checks keys, types, ranges and formats against the schema generated from the model's types. What is wrong is cut out, so
 * that references and rules between the remaining parts can be checked in the same run.
 */
export function checkStructure(input: unknown): StructureResult {
  const validate = validator();
  if (validate(input)) return { usable: input as MeshDefinition, problems: [] };
  const problems = (validate.errors ?? []).filter(isInformative).map(toProblem);
  let remainder: unknown = input;
  for (let round = 0; round < 20; round++) {
    if (!isObject(remainder)) break;
    const filled: Record<string, unknown> = { ...standIns(remainder), ...remainder };
    if (validate(filled)) return { usable: filled as unknown as MeshDefinition, problems };
    remainder = cut(filled, (validate.errors ?? []).map(whatToCut));
  }
  return { usable: undefined, problems };
}

/** What the rules between parts are checked against where a field without a default is missing. */
function standIns({
  services,
  gateways,
}: {
  readonly services?: unknown;
  readonly gateways?: unknown;
}): MeshDefinition {
  const ids = [services, gateways].flatMap((entries) => (isObject(entries) ? Object.keys(entries) : []));
  const namespaces = ids.flatMap((id) => splitServiceId(id)?.namespace ?? []);
  return {
    name: "unnamed",
    environment: Environment.Production,
    namespaces: Object.fromEntries(namespaces.map((name) => [name, {}])),
    services: {},
  };
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** `if` and `anyOf` repeat what another error says, and what is not a number has no range. */
function isInformative({ keyword, data }: ErrorObject): boolean {
  if (Number.isNaN(data)) return keyword === "type";
  return keyword !== "if" && keyword !== "anyOf";
}

function segmentsOf(error: ErrorObject): (string | number)[] {
  return error.instancePath
    .split("/")
    .slice(1)
    .map((part) => part.replace(/~1/g, "/").replace(/~0/g, "~"))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

function whatToCut(error: ErrorObject): (string | number)[] {
  const segments = segmentsOf(error);
  return error.keyword === "additionalProperties"
    ? [...segments, param(error, "additionalProperty")]
    : segments;
}

/** The input without the parts at the paths. Only what is on the way to them is copied. */
function cut(input: unknown, paths: readonly (readonly (string | number)[])[]): unknown {
  const once = new Map(paths.map((path) => [JSON.stringify(path), path]));
  return [...once.values()].sort(lastFirst).reduce(without, input);
}

function lastFirst(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  const [x, y] = [a.map(padded).join("/"), b.map(padded).join("/")];
  return x < y ? 1 : x > y ? -1 : 0;
}

function padded(segment: string | number): string {
  return typeof segment === "number" ? String(segment).padStart(9, "0") : segment;
}

function without(value: unknown, [segment, ...rest]: readonly (string | number)[]): unknown {
  if (segment === undefined) return undefined;
  if (Array.isArray(value) && typeof segment === "number") {
    const items: unknown[] = value;
    return rest.length === 0
      ? items.filter((_item, index) => index !== segment)
      : items.map((item, index) => (index === segment ? without(item, rest) : item));
  }
  if (!isObject(value)) return value;
  const entries = Object.entries(value).flatMap(([key, item]) => {
    if (key !== String(segment)) return [[key, item]];
    return rest.length === 0 ? [] : [[key, without(item, rest)]];
  });
  return Object.fromEntries(entries);
}

function param(error: ErrorObject, name: string): string {
  return String((error.params as Record<string, unknown>)[name]);
}

function toProblem(error: ErrorObject): Problem {
  const segments = segmentsOf(error);
  const path = joinPath(...segments);
  const describe = describers[error.keyword];
  if (describe) return describe(error, segments, path);
  return {
    path,
    message: `${error.message ?? "is not valid"} (got ${quote(error.data)})`,
    rule: "",
    fix: "",
  };
}

type Describer = (error: ErrorObject, segments: (string | number)[], path: string) => Problem;

const describers: Readonly<Record<string, Describer>> = {
  additionalProperties: (error, segments) => {
    const key = param(error, "additionalProperty");
    const known = Object.keys((error.parentSchema as { properties?: object }).properties ?? {});
    return {
      path: joinPath(...segments, key),
      message: `is not a field (got ${quote(key)})`,
      rule: `Fields here are ${known.join(", ")}`,
      fix: didYouMean(key, known) || "Leave it out",
    };
  },
  required: (error, segments) => ({
    path: joinPath(...segments, param(error, "missingProperty")),
    message: "is missing",
    rule: "The field has no default",
    fix: "Add it",
  }),
  enum: (error, _segments, path) => valueProblem(error, path, error.schema as unknown[]),
  // The generator writes a type of a single value this way.
  const: (error, _segments, path) => valueProblem(error, path, [error.schema]),
  type: (error, _segments, path) => ({
    path,
    message: `has the wrong type (got ${quote(error.data)})`,
    rule: `It is ${article(param(error, "type"))} ${param(error, "type")}`,
    fix: "Correct the value",
  }),
  format: (error, _segments, path) => {
    const format = formats[param(error, "format")];
    const text = String(error.data);
    return {
      path,
      message: `is not valid (got ${quote(text)})`,
      rule: format?.rule ?? "",
      fix: format?.fix(text) ?? "",
    };
  },
  minimum: rangeProblem,
  maximum: rangeProblem,
  exclusiveMinimum: openRangeProblem,
  exclusiveMaximum: openRangeProblem,
  minItems: (_error, _segments, path) => ({
    path,
    message: "is an empty list",
    rule: "An empty list would match nothing",
    fix: "Name at least one entry, or leave the field out for the default",
  }),
  minProperties: (_error, _segments, path) => ({
    path,
    message: "is empty",
    rule: "A selector without labels selects every pod of the namespace",
    fix: "Name at least one label, or leave the field out for the default",
  }),
  maxItems: (error, _segments, path) => ({
    path,
    message: `is too long a list (got ${String((error.data as unknown[]).length)} entries)`,
    rule: `At most ${param(error, "limit")} entries, which is what Gateway API allows`,
    fix: "Split it",
  }),
  minLength: (error, _segments, path) => ({
    path,
    message: `is too short (got ${quote(error.data)})`,
    rule: `At least ${param(error, "limit")} characters`,
    fix: "Write a sentence",
  }),
};

function valueProblem(error: ErrorObject, path: string, values: readonly unknown[]): Problem {
  const allowed = values.map(String);
  return {
    path,
    message: `is not one of the values (got ${quote(error.data)})`,
    rule: `Allowed: ${allowed.join(", ")}`,
    fix: (typeof error.data === "string" && didYouMean(error.data, allowed)) || "Choose one of them",
  };
}

function rangeProblem(error: ErrorObject, _segments: (string | number)[], path: string): Problem {
  const { minimum, maximum } = error.parentSchema as { minimum?: number; maximum?: number };
  const range =
    maximum === undefined ? `${String(minimum)} and above` : `${String(minimum)}–${String(maximum)}`;
  return {
    path,
    message: `is out of range (got ${quote(error.data)})`,
    rule: `Range: ${range}`,
    fix: "Choose a value in the range",
  };
}

function openRangeProblem(error: ErrorObject, _segments: (string | number)[], path: string): Problem {
  const { exclusiveMinimum: above, exclusiveMaximum: below } = error.parentSchema as {
    exclusiveMinimum?: number;
    exclusiveMaximum?: number;
  };
  return {
    path,
    message: `is out of range (got ${quote(error.data)})`,
    rule: `Range: above ${String(above)} and below ${String(below)}`,
    fix: "Choose a value in the range",
  };
}

function article(type: string): string {
  return /^[aeio]/.test(type) ? "an" : "a";
}
