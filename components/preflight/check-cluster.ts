import * as pulumi from "@pulumi/pulumi";
import { backendOf, referenceKey, type FoundObject } from "../../backends";
import { throwIfAny, type ResolvedMesh } from "../../model";
import { HelmError } from "../charts/helm";
import type { Destination } from "../kubernetes-provider";
import { lookUp } from "./look-up";

/** What is looked at of a cluster before anything is declared. */
export interface ClusterCheck {
  readonly mesh: ResolvedMesh;
  readonly destination: Destination;
  /** Whether somebody was named to wait for, who may bring what is missing. */
  readonly mayComeLater: boolean;
}

/**
 * Asks the cluster what is there already, so that nothing of others is touched and what is missing is said at preview. A
 * cluster that cannot be asked is no reason to stop: the API server refuses to create what is there.
 * @throws MeshInputError with everything that does not fit
 */
export function checkCluster(
  component: pulumi.Resource,
  { mesh, destination, mayComeLater }: ClusterCheck,
): void {
  const { cluster } = destination;
  // Without an engine there is nothing to protect, and no cluster that anybody meant.
  if (cluster === undefined || !pulumi.runtime.hasEngine()) return;
  const preflight = backendOf(mesh.backend).preflight(mesh);
  let found: ReadonlyMap<string, FoundObject>;
  try {
    found = lookUp(preflight.references, cluster);
  } catch (error) {
    if (!(error instanceof HelmError)) throw error;
    void pulumi.log.info(
      `The cluster was not asked what is there already: ${error.message}. What belongs to others is refused when it is created.`,
      component,
    );
    return;
  }
  throwIfAny(
    "mesh on this cluster",
    preflight.check((reference) => found.get(referenceKey(reference)), mayComeLater),
  );
}
