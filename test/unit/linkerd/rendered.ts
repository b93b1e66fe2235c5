import { renderMesh, type Manifest } from "../../../backends";
import type { MeshDefinition } from "../../../model";

/** Rendered objects of a kind. */
export function objectsOf(definition: MeshDefinition, kind: string): Manifest[] {
  return renderMesh(definition)
    .objects.map(({ manifest }) => manifest)
    .filter((manifest) => manifest.kind === kind);
}

/** The `spec` of an object, to be looked into. */
export function specOf(manifest: Manifest | undefined): Record<string, unknown> {
  return (manifest?.["spec"] ?? {}) as Record<string, unknown>;
}
