import { readFileSync } from "node:fs";
import { basename, extname } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { parseMeshDefinition } from "../backends";
import { DefinitionFormat, MeshInputError, type MeshDefinition } from "../model";

const formats: Readonly<Record<string, DefinitionFormat>> = {
  ".yaml": DefinitionFormat.Yaml,
  ".yml": DefinitionFormat.Yaml,
  ".json": DefinitionFormat.Json,
};

/**
 * Reads a definition from a file whose name ends in .yaml, .yml or .json, for example
 * `new Mesh("shop", readMeshDefinition("mesh.yaml"))`.
 * @throws pulumi.RunError with everything that is wrong, which the engine shows without a stack trace
 */
export function readMeshDefinition(path: string): MeshDefinition {
  const format = formats[extname(path).toLowerCase()];
  if (format === undefined)
    throw new pulumi.RunError(
      `${path}: is no file of a definition. Its name ends in ${Object.keys(formats).join(", ")}.`,
    );
  try {
    return parseMeshDefinition(readFileSync(path, "utf8"), format, basename(path));
  } catch (error) {
    if (error instanceof MeshInputError) throw new pulumi.RunError(error.message);
    const { code } = error as NodeJS.ErrnoException;
    if (code !== undefined) throw new pulumi.RunError(`${path}: cannot be read (${code}). Check the path.`);
    throw error;
  }
}
