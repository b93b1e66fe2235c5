import { NamespaceManagement, type Problem, type ResolvedMesh } from "../../../model";
import { isOwn, type ClusterFacts, type Preflight } from "../../cluster-facts";
import { checkControlPlane } from "./control-plane";
import { checkGatewayApi } from "./gateway-api";
import {
  configReference,
  createdNamespaces,
  gatewayApiCrds,
  injectorReference,
  linkerdCrds,
  namespaceReference,
} from "./references";

/** What a cluster must be asked before a mesh comes onto it, and what its answers mean. */
export function preflight(mesh: ResolvedMesh): Preflight {
  const created = createdNamespaces(mesh);
  return {
    references: [...created.keys(), ...mesh.namespaces.filter(isExisting).map(({ name }) => name)]
      .map(namespaceReference)
      .concat(gatewayApiCrds(mesh), linkerdCrds, configReference(mesh), injectorReference),
    check: (facts, mayComeLater) => [
      ...checkCreatedNamespaces(mesh, created, facts),
      ...(mayComeLater ? [] : checkExistingNamespaces(mesh, facts)),
      ...checkGatewayApi(mesh, facts, mayComeLater),
      ...checkControlPlane(mesh, facts, mayComeLater),
    ],
  };
}

function isExisting({ management }: ResolvedMesh["namespaces"][number]): boolean {
  return management === NamespaceManagement.Existing;
}

function checkCreatedNamespaces(
  mesh: ResolvedMesh,
  created: ReadonlyMap<string, string>,
  facts: ClusterFacts,
): Problem[] {
  const declared = new Set(mesh.namespaces.map(({ name }) => name));
  return [...created].flatMap(([name, path]) => {
    const found = facts(namespaceReference(name));
    if (found === undefined || isOwn(mesh, found)) return [];
    return [
      {
        path,
        message: `is to be created, and is on the cluster already (namespace ${name})`,
        rule: "It belongs to somebody else, whose labels and annotations would be overwritten",
        fix: declared.has(name)
          ? 'Write management: "existing" to add only what the mesh needs'
          : waysOutForParts(found.metadata.labels?.["linkerd.io/is-control-plane"] === "true"),
      },
    ];
  });
}

function waysOutForParts(isControlPlane: boolean): string {
  return isControlPlane
    ? 'Linkerd is installed there: write controlPlane.management = "existing" to use it'
    : "Choose another name, or have the namespace removed";
}

function checkExistingNamespaces(mesh: ResolvedMesh, facts: ClusterFacts): Problem[] {
  return mesh.namespaces
    .filter((namespace) => isExisting(namespace) && facts(namespaceReference(namespace.name)) === undefined)
    .map(({ name, path }) => ({
      path: `${path}.management`,
      message: `is existing, and is not on the cluster (namespace ${name})`,
      rule: "Marking a namespace that is missing would create it, and nobody would own it",
      fix: 'Write management: "created", or have it created first',
    }));
}
