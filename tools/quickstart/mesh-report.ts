import { analyse } from "../../analysis";
import { renderMesh, type RenderedMesh } from "../../backends";
import { MeshInputError, type ResolvedMesh } from "../../model";
import type { Environment } from "../../model/definition";
import { callGraphLines, findingLine } from "../../report";
import { environments } from "../../stacks/environments";
import { QuickstartError } from "./quickstart-error";

/**
 * The mesh that an environment declares.
 * @throws QuickstartError with everything that is wrong with it
 */
export function definedMesh(environment: Environment): RenderedMesh {
  try {
    return renderMesh(environments[environment]());
  } catch (error) {
    if (error instanceof MeshInputError) throw new QuickstartError(error.message);
    throw error;
  }
}

/** What deserves a look, one finding a line. */
export function findingLines(mesh: ResolvedMesh): string[] {
  return analyse(mesh).map(findingLine);
}

/** Who may call whom. */
export function callLines(mesh: ResolvedMesh): string[] {
  return callGraphLines(mesh);
}
