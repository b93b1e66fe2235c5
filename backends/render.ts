import {
  checkDefinition,
  collectUses,
  defaults,
  resolveChecked,
  throwIfAny,
  type MeshDefinition,
  type Problem,
  type ResolvedMesh,
} from "../model";
import { checkCapabilities } from "./capability";
import type { InstallationPlan } from "./installation";
import type { RenderedObject } from "./manifest";
import { backends } from "./registry";

/** A definition carried out on its mesh. */
export interface RenderedMesh {
  readonly mesh: ResolvedMesh;
  readonly objects: readonly RenderedObject[];
  readonly installation: InstallationPlan;
}

/** Everything that is wrong with an input, capabilities of its mesh included. An empty list means that it renders. */
export function checkMesh(input: unknown): Problem[] {
  const { usable, problems } = checkDefinition(input);
  if (!usable) return [...problems];
  const backend = backends[usable.backend ?? defaults.backend];
  const found = [...problems, ...checkCapabilities(backend.title, backend.capabilities, collectUses(usable))];
  return found.length > 0 ? found : backend.check(resolveChecked(usable));
}

/**
 * Renders a definition.
 * @throws MeshInputError with every problem when it cannot be rendered
 */
export function renderMesh(definition: MeshDefinition): RenderedMesh {
  throwIfAny("mesh definition", checkMesh(definition));
  const mesh = resolveChecked(definition);
  const backend = backends[mesh.backend];
  return { mesh, objects: backend.render(mesh), installation: backend.installation(mesh) };
}
