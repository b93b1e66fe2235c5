import { readFileSync } from "node:fs";
import { join } from "node:path";
import { capabilitiesFile, generateCapabilities } from "./capabilities";
import { trapsFile, generateTraps } from "./traps";
import { generatePublishedSchema, publishedSchemaFile } from "./published-schema";
import { definitionSchemaFile, generateDefinitionSchema } from "./schema";

/** Every file that is generated from the sources: path from the repository's root, and how its text is made. */
export const generatedFiles: Readonly<Record<string, () => string>> = {
  [definitionSchemaFile]: generateDefinitionSchema,
  [publishedSchemaFile]: generatePublishedSchema,
  [capabilitiesFile]: generateCapabilities,
  [trapsFile]: generateTraps,
};

/** Texts of the generated files that differ from what is in the checkout. Key: path from the repository's root. */
export function staleFiles(checkout: string): Map<string, string> {
  const texts = Object.entries(generatedFiles).map(([path, make]) => [path, make()] as const);
  return new Map(texts.filter(([path, text]) => read(join(checkout, path)) !== text));
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
