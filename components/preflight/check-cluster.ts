import * as pulumi from "@pulumi/pulumi";
import { backendOf, referenceKey, type FoundObject } from "../../backends";
import { Management, throwIfAny, type Problem, type ResolvedMesh } from "../../model";
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

/** Charts are rendered with what the cluster has: without it, not even a preview gets beyond them. */
function needsCluster({ controlPlane }: ResolvedMesh): boolean {
  return controlPlane.management === Management.Installed;
}

/** What Go's client says of a connection that did not come about; whatever the server answered is something else. */
const brokenConnection = /Get "https?:.*(dial tcp|no such host|timeout|deadline|handshake|x509|EOF).*/i;

function unreachable({ started, message }: HelmError): Problem | undefined {
  const [reason] = (started && brokenConnection.exec(message)) || [];
  if (reason === undefined) return undefined;
  return {
    path: "target",
    message: `names a cluster that does not answer: ${reason}`,
    rule: "The charts of the control plane are rendered with what the cluster has",
    fix: "Check that the cluster runs, and that kubeconfig and context are the right ones",
  };
}

/**
 * Asks the cluster what is there already, so that nothing of others is touched and what is missing is said at preview. A
 * cluster that cannot be asked is no reason to stop, unless nothing can be done without it: the API server refuses to create what is there.
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
    if (needsCluster(mesh))
      throwIfAny(
        "target",
        [unreachable(error)].filter((problem) => problem !== undefined),
      );
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
