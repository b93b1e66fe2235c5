import type { ObjectType, ProviderDefinition, PropertySpec, PropertyType } from "./resource-type";

type Json = Readonly<Record<string, unknown>>;

/** The package schema of a provider, in the form the engine and its code generators read. */
export function packageSchema(definition: ProviderDefinition): Json {
  const types: Record<string, Json> = {};
  const resources = definition.resources.map((resource) => {
    const specs = Object.entries(resource.properties);
    const objectToken = (object: ObjectType): string =>
      `${definition.name}:index/${object.name}:${object.name}`;
    for (const [, { type }] of specs) if (isObject(type)) types[objectToken(type)] = objectSchema(type);
    const property = ([name, spec]: [string, PropertySpec]): [string, Json] => [
      name,
      propertySchema(spec, objectToken),
    ];
    const inputs = specs.filter(([, spec]) => spec.role !== "computed");
    return [
      resource.token,
      {
        description: resource.description,
        properties: Object.fromEntries(specs.map(property)),
        required: names(specs, isAlwaysOutput),
        inputProperties: Object.fromEntries(inputs.map(property)),
        requiredInputs: names(inputs, (spec) => spec.role === "required"),
      },
    ] as const;
  });
  return {
    name: definition.name,
    version: definition.version,
    description: definition.description,
    types,
    resources: Object.fromEntries(resources),
    functions: Object.fromEntries(
      definition.functions.map((called) => [called.token, functionSchema(called)]),
    ),
  };
}

function functionSchema(called: ProviderDefinition["functions"][number]): Json {
  return {
    description: called.description,
    inputs: argumentSchema(called.inputs),
    outputs: argumentSchema(called.outputs),
  };
}

function argumentSchema(specs: Readonly<Record<string, PropertySpec>>): Json {
  const entries = Object.entries(specs);
  const noObjects = (object: ObjectType): string => object.name;
  return {
    type: "object",
    properties: Object.fromEntries(entries.map(([name, spec]) => [name, propertySchema(spec, noObjects)])),
    required: names(entries, (spec) => spec.role !== "optional"),
  };
}

function isAlwaysOutput(spec: PropertySpec): boolean {
  return spec.role !== "optional" || spec.default !== undefined || spec.alwaysOutput === true;
}

function names(specs: readonly [string, PropertySpec][], wanted: (spec: PropertySpec) => boolean): string[] {
  return specs
    .filter(([, spec]) => wanted(spec))
    .map(([name]) => name)
    .sort();
}

function propertySchema(spec: PropertySpec, objectToken: (object: ObjectType) => string): Json {
  return {
    ...typeSchema(spec.type, objectToken),
    description: spec.description,
    ...(spec.secret === true ? { secret: true } : {}),
    ...(spec.deprecated === undefined ? {} : { deprecationMessage: spec.deprecated }),
  };
}

function typeSchema(type: PropertyType, objectToken: (object: ObjectType) => string): Json {
  if (isObject(type)) return { $ref: `#/types/${objectToken(type)}` };
  if (type === "strings") return { type: "array", items: { type: "string" } };
  if (type === "map") return { type: "object", additionalProperties: { type: "string" } };
  return { type };
}

function objectSchema(object: ObjectType): Json {
  const fields = Object.entries(object.fields).map(
    ([name, type]) => [name, typeSchema(type, () => "")] as const,
  );
  return { type: "object", properties: Object.fromEntries(fields) };
}

function isObject(type: PropertyType): type is ObjectType {
  return typeof type === "object";
}
