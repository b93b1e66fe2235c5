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
import { withExtras } from "./extras";
import type { InstallationPlan } from "./installation";
import type { RenderedObject } from "./manifest";
import { backendOf, backends, missingBackend } from "./registry";

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
  const name = usable.backend ?? defaults.backend;
  const backend = backends[name];
  if (!backend) return [...problems, missingBackend(name)];
  const found = [...problems, ...checkCapabilities(backend.title, backend.capabilities, collectUses(usable))];
  if (found.length > 0) return found;
  const mesh = resolveChecked(usable);
  const refused = backend.check(mesh);
  if (refused.length > 0 || !hasExtras(mesh)) return refused;
  return [...withExtras(mesh, backend.render(mesh)).problems];
}

/**
 * Renders a definition.
 * @throws MeshInputError with every problem when it cannot be rendered
 */
export function renderMesh(definition: MeshDefinition): RenderedMesh {
  throwIfAny("mesh definition", checkMesh(definition));
  const mesh = resolveChecked(definition);
  const backend = backendOf(mesh.backend);
  const rendered = backend.render(mesh);
  const objects = hasExtras(mesh) ? withExtras(mesh, rendered).objects : rendered;
  return { mesh, objects, installation: backend.installation(mesh) };
}

function hasExtras({ extras }: ResolvedMesh): boolean {
  return extras.manifests.length + extras.patches.length > 0;
}
