import {
  MeshInputError,
  readDocument,
  withSpelling,
  type DefinitionFormat,
  type MeshDefinition,
  type Problem,
} from "../model";
import { checkMesh } from "./render";

/**
 * Reads a definition from YAML 1.2 or JSON, with the same result as the same data in TypeScript. `$schema` beside its fields is for
 * editors and is left out.
 * @param text the whole text
 * @param format what it is written in
 * @param file name of the text in errors. Default: `definition`
 * @throws MeshInputError with everything that is wrong, each with its line and column, and its path in the definition
 */
export function parseMeshDefinition(
  text: string,
  format: DefinitionFormat,
  file = "definition",
): MeshDefinition {
  const source = readDocument(text, format);
  const place = (position: { line: number; column: number } | undefined): string =>
    position === undefined ? file : `${file}:${String(position.line)}:${String(position.column)}`;
  if (source.problems.length > 0) {
    const problems = source.problems.map(({ position, ...problem }) => ({
      ...problem,
      source: place(position),
    }));
    throw new MeshInputError("mesh definition", problems);
  }
  const definition = withoutSchema(source.data);
  const problems = checkMesh(definition).map((problem): Problem => {
    return { ...withSpelling(problem, source), source: place(source.position(problem.path)) };
  });
  if (problems.length > 0) throw new MeshInputError("mesh definition", problems);
  return definition as MeshDefinition;
}

function withoutSchema(data: unknown): unknown {
  if (typeof data !== "object" || data === null || Array.isArray(data)) return data;
  return Object.fromEntries(Object.entries(data).filter(([key]) => key !== "$schema"));
}
