import type { MeshDefinition } from "../definition";
import { joinPath } from "../problem";
import schema from "../schema/mesh-definition.schema.json";
import { featureOfField, type FeatureId } from "./catalogue";

/** A feature that a definition asks for, and where. */
export interface FeatureUse {
  readonly feature: FeatureId;
  readonly path: string;
}

interface SchemaNode {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: SchemaNode | boolean;
  readonly items?: SchemaNode;
}

const types = schema.definitions as Readonly<Record<string, SchemaNode>>;
const fields: Readonly<Record<string, readonly [FeatureId, string]>> = featureOfField;

/** Interfaces that take over every field of another: their fields go by the name of the interface they are declared in. */
const extensions: Readonly<Record<string, string>> = {
  AccessRule: "AccessSource",
  LinkerdWorkloadOptions: "LinkerdNamespaceOptions",
};

/** The name under which a field is listed in the table of features. */
export function fieldKey(type: string, property: string): string {
  const base = extensions[type];
  const inherited = base !== undefined && types[base]?.properties?.[property] !== undefined;
  return `${inherited ? base : type}.${property}`;
}

/** Every feature a definition asks for with the path of each use, found by walking it along its schema. */
export function collectUses(definition: MeshDefinition): FeatureUse[] {
  const uses: FeatureUse[] = [];
  walk(definition, { $ref: "#/definitions/MeshDefinition" }, [], uses);
  return uses;
}

type Path = readonly (string | number)[];

function walk(value: unknown, node: SchemaNode, path: Path, uses: FeatureUse[]): void {
  if (Array.isArray(value)) {
    const items = node.items ?? {};
    value.forEach((item, index) => {
      walk(item, items, [...path, index], uses);
    });
    return;
  }
  if (typeof value !== "object" || value === null) return;
  const type = node.$ref?.replace("#/definitions/", "");
  const shape = type === undefined ? node : (types[type] ?? {});
  const rest = typeof shape.additionalProperties === "object" ? shape.additionalProperties : undefined;
  for (const [key, child] of Object.entries(value)) {
    if (child === undefined) continue;
    const next = shape.properties?.[key] ?? rest;
    if (!next) continue;
    const at = [...path, key];
    if (type !== undefined) note(fieldKey(type, key), child, at, uses);
    walk(child, next, at, uses);
  }
}

function note(key: string, value: unknown, path: Path, uses: FeatureUse[]): void {
  const whole = fields[key];
  if (whole) uses.push({ feature: whole[0], path: joinPath(...path) });
  const values: unknown[] = Array.isArray(value) ? value : [value];
  values.forEach((item, index) => {
    const single = typeof item === "string" ? fields[`${key}=${item}`] : undefined;
    if (!single) return;
    uses.push({ feature: single[0], path: joinPath(...path, ...(Array.isArray(value) ? [index] : [])) });
  });
}
