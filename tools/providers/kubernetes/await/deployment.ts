import { annotationOf } from "../object/annotations";
import { generationOf, listAt, nameOf, numberAt, stringAt, type Manifest } from "../object/manifest";
import { conditionOf, explain, isTrue } from "./conditions";
import { podProblems } from "./pod";
import { isOwnedBy, type Assessment, type ReadinessRule, type ReadinessView } from "./readiness-rule";

const revisionAnnotation = "deployment.kubernetes.io/revision";

/**
 * A Deployment works once its controller has seen the declaration, enough Pods of the newest revision are ready, and any
 * volumes it claims are bound.
 */
export const deploymentRule: ReadinessRule = {
  related: ["replicasets", "pods", "persistentvolumeclaims"],
  onRefresh: true,
  assess: assessDeployment,
};

function assessDeployment(view: ReadinessView): Assessment {
  const { object } = view;
  const revision = annotationOf(object, revisionAnnotation);
  const seen = numberAt(object, "status", "observedGeneration") === generationOf(object);
  const available = conditionOf(object, "Available");
  const progressing = conditionOf(object, "Progressing");
  const rolledOut = isTrue(progressing) && stringAt(progressing, "reason") === "NewReplicaSetAvailable";
  const current = view
    .related("replicasets")
    .find((set) => isOwnedBy(set, object) && annotationOf(set, revisionAnnotation) === revision);
  const pods = podCounts(current, numberAt(object, "spec", "replicas") ?? 1);
  const unbound = unboundClaims(view);
  const isFirst = revision === "1";
  const ready = seen && isTrue(available) && (isFirst || rolledOut) && pods.enough && unbound.length === 0;
  if (ready) return { ready };
  const reasons = [available, progressing].filter((condition) => !isTrue(condition)).map(explain);
  if (unbound.length > 0) reasons.push(`Failed to bind PersistentVolumeClaim(s): "${unbound.join(",")}"`);
  reasons.push(shortfall(isTrue(available), isFirst || rolledOut, pods.enough, isFirst));
  reasons.push(
    ...view
      .related("pods")
      .filter((pod) => isOwnedBy(pod, current))
      .flatMap(podProblems),
  );
  return {
    ready,
    status: `Waiting for app ReplicaSet to be available (${pods.ready}/${pods.wanted} Pods available)`,
    reasons: reasons.filter((reason) => reason !== ""),
  };
}

function shortfall(available: boolean, rolledOut: boolean, enough: boolean, isFirst: boolean): string {
  if (!available) return "Minimum number of live Pods was not attained";
  if (!rolledOut || (isFirst && !enough)) {
    return "Minimum number of Pods to consider the application live was not attained";
  }
  return enough
    ? ""
    : "Attempted to roll forward to new ReplicaSet, but minimum number of Pods did not become live";
}

/** The live ReplicaSet is the plan of record: somebody may have scaled since. */
function podCounts(
  set: Manifest | undefined,
  declared: number,
): { ready: number; wanted: number; enough: boolean } {
  if (set === undefined) return { ready: 0, wanted: declared, enough: false };
  const wanted = numberAt(set, "spec", "replicas") ?? 1;
  const ready = numberAt(set, "status", "readyReplicas") ?? 0;
  return { ready, wanted, enough: ready >= wanted };
}

function unboundClaims(view: ReadinessView): string[] {
  const volumes = listAt(view.object, "spec", "template", "spec", "volumes");
  const claimed = new Set(volumes.map((volume) => stringAt(volume, "persistentVolumeClaim", "claimName")));
  return view
    .related("persistentvolumeclaims")
    .filter((claim) => claimed.has(nameOf(claim)) && stringAt(claim, "status", "phase") !== "Bound")
    .map(nameOf);
}
