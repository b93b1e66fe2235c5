import {
  didYouMean,
  quote,
  throwIfAny,
  type MeshDefinition,
  type ResolvedMesh,
  type ServiceId,
} from "../model";
import { backendOf } from "./registry";
import { renderMesh } from "./render";

/**
 * Annotations that a service's pods need on their template, so that the proxy beside them runs as the definition says: key is
 * the annotation. Empty when the namespace's annotations say everything.
 * @throws MeshInputError when the definition has problems, or declares no such service
 */
export function workloadAnnotations(definition: MeshDefinition, service: ServiceId): Record<string, string> {
  return annotationsIn(renderMesh(definition).mesh, service);
}

/** The same for a mesh that is rendered already. */
export function annotationsIn(mesh: ResolvedMesh, id: ServiceId): Record<string, string> {
  const service = mesh.services.find((candidate) => candidate.id === id);
  if (service) return backendOf(mesh.backend).workloadAnnotations(mesh, service);
  const known = mesh.services.map((candidate) => candidate.id);
  throwIfAny("workload", [
    {
      path: "service",
      message: `is not a service of the mesh (got ${quote(id)})`,
      rule: "It is written as namespace/name",
      fix: didYouMean(id, known),
    },
  ]);
  return {};
}
