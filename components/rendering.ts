import { renderMesh, type RenderedMesh } from "../backends";
import type { MeshDefinition } from "../model";

const shared = new WeakMap<MeshDefinition, RenderedMesh>();

/**
 * A rendered definition.
 * @throws MeshInputError with every problem of the definition
 */
export function renderingOf(definition: MeshDefinition): RenderedMesh {
  return shared.get(definition) ?? renderMesh(definition);
}

/**
 * Renders a definition once for all components below a parent. The result belongs to a copy that nobody else holds, so that
 * a definition which its owner changes later is rendered anew.
 */
export function shareRendering(definition: MeshDefinition): {
  definition: MeshDefinition;
  rendered: RenderedMesh;
} {
  const copy = { ...definition };
  const rendered = renderMesh(copy);
  shared.set(copy, rendered);
  return { definition: copy, rendered };
}
