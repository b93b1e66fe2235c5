import type { MeshDefinition } from "./definition";
import type { Problem } from "./problem";
import { resolveMesh } from "./resolve/mesh";
import type { ResolvedMesh } from "./resolve/resolved";
import { checkStructure } from "./schema/structure";
import { checkSemantics } from "./validate/semantics";

/** What became of an input that should be a definition. */
export interface PreparedInput {
  /** The input without the parts whose shape is wrong, for further checks; nothing when too little is left. */
  readonly usable: MeshDefinition | undefined;
  /** Everything that is wrong. */
  readonly problems: readonly Problem[];
}

/** Checks shape and meaning of an input in one go. */
export function checkDefinition(input: unknown): PreparedInput {
  const { usable, problems } = checkStructure(input);
  if (!usable) return { usable, problems };
  return { usable, problems: [...problems, ...checkSemantics(usable, declaredServices(input))] };
}

function declaredServices(input: unknown): string[] {
  const services = (input as { services?: unknown }).services;
  return typeof services === "object" && services !== null ? Object.keys(services) : [];
}

/** Resolves a definition that was found without problems. */
export function resolveChecked(definition: MeshDefinition): ResolvedMesh {
  return resolveMesh(definition);
}
