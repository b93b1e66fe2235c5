import { createGenerator, type Config } from "ts-json-schema-generator";

/** The JSON Schema of a definition, generated from its TypeScript types: one source for types, editors and validation. */
export function generateDefinitionSchema(): string {
  const config: Config = {
    path: "model/definition/mesh.ts",
    tsconfig: "tsconfig.json",
    type: "MeshDefinition",
    skipTypeCheck: true,
    additionalProperties: false,
    topRef: true,
  };
  return `${JSON.stringify(createGenerator(config).createSchema("MeshDefinition"), undefined, 2)}\n`;
}

export const definitionSchemaFile = "model/schema/mesh-definition.schema.json";
