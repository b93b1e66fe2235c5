import { generateDefinitionSchema } from "./schema";

export const publishedSchemaFile = "schema/mesh-definition.schema.json";

/**
 * Patterns in place of our own formats, which editors do not know. They accept all that the formats accept, and refuse what can be
 * refused by a pattern; the rest is told when the definition is read.
 */
export const patternOfFormat: Readonly<Record<string, string>> = {
  "gep-2257-duration": "^[0-9]{1,5}(ms|s|m|h)$",
  quantity: "^([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]+)?$",
  cidr: "^[0-9a-fA-F:.]+/[0-9]{1,3}$",
  "port-range": "^[1-9][0-9]{0,4}(-[1-9][0-9]{0,4})?$",
  "log-filter": "^[^\\s]+$",
  "dns-label": "^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$",
  "mesh-name": "^[a-z0-9]([-a-z0-9]{0,38}[a-z0-9])?$",
  "dns-subdomain": "^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$",
  "host-pattern": "^(\\*\\.)?[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$",
  "service-reference": "^([a-z0-9][-a-z0-9]{0,62}/)?[a-z0-9][-a-z0-9]{0,62}$",
  "service-account-reference": "^[a-z0-9][-a-z0-9]{0,62}/[a-z0-9][-a-z0-9.]{0,252}$",
  "absolute-path": "^/[^?#\\s]*$",
  version: "^[0-9]+\\.[0-9]+\\.[0-9]+(-[0-9A-Za-z.-]+)?$",
  "grpc-service": "^[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)*$",
  "grpc-method": "^[A-Za-z_][A-Za-z0-9_]*$",
};

/** The schema of a definition for editors: draft-07 without anything of our own. */
export function generatePublishedSchema(): string {
  const { $schema, definitions } = JSON.parse(generateDefinitionSchema()) as {
    readonly $schema: string;
    readonly definitions: Readonly<Record<string, Record<string, unknown>>>;
  };
  const { MeshDefinition: root, ...others } = withPatterns(definitions) as Record<
    string,
    Record<string, unknown>
  >;
  const hint = { type: "string", description: "Where the schema of this file is, for editors." };
  const properties = { $schema: hint, ...(root?.["properties"] as object) };
  const published = {
    $schema,
    title: "Mesh definition of pulumi-service-mesh",
    ...root,
    properties,
    definitions: others,
  };
  return `${JSON.stringify(published, undefined, 2)}\n`;
}

function withPatterns(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withPatterns);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, child]): [string, unknown][] => {
      if (key !== "format" || typeof child !== "string") return [[key, withPatterns(child)]];
      const pattern = patternOfFormat[child];
      return pattern === undefined ? [] : [["pattern", pattern]];
    }),
  );
}
