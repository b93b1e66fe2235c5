import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv, { type ValidateFunction } from "ajv";
import { parseAllDocuments } from "yaml";

/** Where CRDs stand on machines that have them. */
export const sharedCrds = join(__dirname, "..", "..", "..", "shared", "crds");

interface OpenApiSchema {
  readonly [keyword: string]: unknown;
  readonly properties?: Readonly<Record<string, OpenApiSchema>>;
  readonly items?: OpenApiSchema;
  readonly additionalProperties?: OpenApiSchema | boolean;
}

interface CustomResourceDefinition {
  readonly kind: string;
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly {
      readonly name: string;
      readonly served: boolean;
      readonly schema: { readonly openAPIV3Schema: OpenApiSchema };
    }[];
  };
}

/** An object as it would be sent to an API server. */
export interface CustomResource {
  readonly apiVersion: string;
  readonly kind: string;
  readonly [field: string]: unknown;
}

const mapKeys = "x-kubernetes-list-map-keys";

/**
 * What an API server with these CRDs refuses, but for the rules written in CEL: wrong types, unknown fields, missing fields,
 * values outside enumerations and patterns, and lists that name the same entry twice.
 */
export class CrdSchemas {
  private readonly schemas = new Map<string, OpenApiSchema>();
  private readonly validators = new Map<string, ValidateFunction>();

  constructor(folders: readonly string[]) {
    for (const folder of folders) for (const file of readdirSync(folder)) this.load(join(folder, file));
  }

  /** Kinds that are known, as `<apiVersion>/<kind>`. */
  get kinds(): string[] {
    return [...this.schemas.keys()].sort();
  }

  /** What is wrong with an object; nothing when its kind is unknown. */
  refusals({ apiVersion, kind, ...rest }: CustomResource): string[] | undefined {
    const validate = this.validatorOf(`${apiVersion}/${kind}`);
    if (!validate) return undefined;
    // Defaults are filled in before the rest is checked, as the API server does.
    if (validate(structuredClone({ apiVersion, kind, ...rest }))) return [];
    return (validate.errors ?? []).map(({ instancePath, message, params }) =>
      [instancePath, message, JSON.stringify(params)].join(" "),
    );
  }

  /** Compiled when it is first needed: the large schemas take a second each. */
  private validatorOf(kind: string): ValidateFunction | undefined {
    const schema = this.schemas.get(kind);
    const validator = this.validators.get(kind) ?? (schema && compile(schema));
    if (validator) this.validators.set(kind, validator);
    return validator;
  }

  private load(file: string): void {
    if (!file.endsWith(".yaml")) return;
    for (const document of parseAllDocuments(readFileSync(file, "utf8"))) {
      const content = document.toJS() as CustomResourceDefinition | null;
      if (content?.kind !== "CustomResourceDefinition") continue;
      const { group, names, versions } = content.spec;
      for (const { name, served, schema } of versions) {
        if (served) this.schemas.set(`${group}/${name}/${names.kind}`, schema.openAPIV3Schema);
      }
    }
  }
}

function compile(schema: OpenApiSchema): ValidateFunction {
  const ajv = new Ajv({ allErrors: true, strict: false, useDefaults: true, formats });
  ajv.addKeyword({ keyword: mapKeys, type: "array", validate: hasDistinctEntries });
  const { properties, ...rest } = closed(schema);
  return ajv.compile({ ...rest, properties: { ...properties, ...everyObjectHas } });
}

/** Fields that Kubernetes itself checks, whether a CRD names them or not. */
const everyObjectHas = {
  apiVersion: { type: "string" },
  kind: { type: "string" },
  metadata: { type: "object" },
} as const;

/** Formats are hints to clients but for these, which are numbers' sizes and so cannot be exceeded here. */
const formats = {
  int32: true,
  int64: true,
  float: true,
  double: true,
  "date-time": true,
  duration: true,
  ipv4: true,
  ipv6: true,
} as const;

function hasDistinctEntries(
  keys: readonly string[],
  list: readonly Readonly<Record<string, unknown>>[],
): boolean {
  const names = list.map((entry) => JSON.stringify(keys.map((key) => entry[key])));
  return new Set(names).size === names.length;
}

/** The schema with every object closed that does not say it is open. Branches such as `oneOf` only add conditions. */
function closed(schema: OpenApiSchema): OpenApiSchema {
  const { properties, items, additionalProperties } = schema;
  const open = schema["x-kubernetes-preserve-unknown-fields"] === true;
  const intOrString = schema["x-kubernetes-int-or-string"] === true;
  return {
    ...schema,
    ...(intOrString && { type: ["integer", "string"] }),
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, child]) => [name, closed(child)]),
      ),
    }),
    ...(items && { items: closed(items) }),
    ...(typeof additionalProperties === "object" && { additionalProperties: closed(additionalProperties) }),
    ...(schema["type"] === "object" && additionalProperties === undefined && { additionalProperties: open }),
  };
}
