import { Environment, NamespaceManagement, type MeshDefinition } from "../model/definition";
import { onlineBoutique } from "./online-boutique";

/** Short-lived and whole: the namespace comes and goes with the mesh, and no Service has to be there before. */
export function development(): MeshDefinition {
  return onlineBoutique({
    environment: Environment.Development,
    namespaceManagement: NamespaceManagement.Created,
    replicas: 1,
    frontendRequestsPerSecond: 50,
  });
}
