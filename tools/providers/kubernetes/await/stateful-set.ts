import { generationOf, numberAt, stringAt, type Manifest } from "../object/manifest";
import { podProblems } from "./pod";
import { isOwnedBy, type Assessment, type ReadinessRule, type ReadinessView } from "./readiness-rule";

/** A StatefulSet works once its controller has seen the declaration and all Pods are ready and of the newest revision. */
export const statefulSetRule: ReadinessRule = { related: ["pods"], onRefresh: true, assess };

function assess(view: ReadinessView): Assessment {
  const { object } = view;
  const generation = generationOf(object);
  const seen = (numberAt(object, "status", "observedGeneration") ?? 0) >= generation;
  const wanted = numberAt(object, "spec", "replicas") ?? 0;
  const count = (field: string): number => numberAt(object, "status", field) ?? 0;
  const revisions = [
    stringAt(object, "status", "currentRevision"),
    stringAt(object, "status", "updateRevision"),
  ];
  // With OnDelete the user decides when Pods move to the new revision.
  const byHand = generation > 1 && stringAt(object, "spec", "updateStrategy", "type") === "OnDelete";
  const allReady = count("replicas") === wanted && count("readyReplicas") === wanted;
  const replicasReady = seen && allReady && (byHand || count("currentReplicas") === wanted);
  const revisionReady = seen && (byHand || (revisions[0] !== "" && revisions[0] === revisions[1]));
  if (replicasReady && revisionReady) return { ready: true };
  const live = revisionReady
    ? count("readyReplicas")
    : Math.min(count("readyReplicas"), count("updatedReplicas"));
  return {
    ready: false,
    status: statusText(generation, replicasReady, live, wanted),
    reasons: [
      ...(replicasReady ? [] : [`${live} out of ${wanted} replicas succeeded readiness checks`]),
      ...(revisionReady
        ? []
        : [
            `StatefulSet controller failed to advance from revision "${revisions[0] ?? ""}" to revision "${revisions[1] ?? ""}"`,
          ]),
      ...ownPods(view, object).flatMap(podProblems),
    ],
  };
}

function ownPods(view: ReadinessView, object: Manifest): Manifest[] {
  return view.related("pods").filter((pod) => isOwnedBy(pod, object));
}

function statusText(generation: number, replicasReady: boolean, live: number, wanted: number): string {
  const counts = `(${live}/${wanted} Pods ready)`;
  if (generation <= 1) return `[1/2] Waiting for StatefulSet to create Pods ${counts}`;
  return replicasReady
    ? "[2/3] Waiting for StatefulSet to update .status.currentRevision"
    : `[1/3] Waiting for StatefulSet update to roll out ${counts}`;
}
