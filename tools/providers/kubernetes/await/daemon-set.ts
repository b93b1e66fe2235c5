import { generationOf, numberAt, stringAt } from "../object/manifest";
import { podProblems } from "./pod";
import { isOwnedBy, type Assessment, type ReadinessRule, type ReadinessView } from "./readiness-rule";

/** A DaemonSet works once its newest Pods are ready on every node that should have one. */
export const daemonSetRule: ReadinessRule = { related: ["pods"], onRefresh: true, assess };

function assess(view: ReadinessView): Assessment {
  const { object } = view;
  const count = (field: string): number => numberAt(object, "status", field) ?? 0;
  const wanted = numberAt(object, "status", "desiredNumberScheduled");
  const pods = (): string[] =>
    view
      .related("pods")
      .filter((pod) => isOwnedBy(pod, object))
      .flatMap(podProblems);
  if (
    (numberAt(object, "status", "observedGeneration") ?? 0) < generationOf(object) ||
    wanted === undefined
  ) {
    return { ready: false, status: "Waiting for the DaemonSet controller", reasons: pods() };
  }
  const byHand = stringAt(object, "spec", "updateStrategy", "type") === "OnDelete";
  const steps: [string, number][] = [
    ["Scheduled", count("currentNumberScheduled")],
    ...(byHand ? [] : ([["Updated", count("updatedNumberScheduled")]] as [string, number][])),
    ["Available", count("numberAvailable")],
    ["Ready", count("numberReady")],
  ];
  const lacking = steps.find(([, done]) => done < wanted);
  if (lacking === undefined) return { ready: true };
  const status = `${lacking[0]}: ${lacking[1]}/${wanted}`;
  return { ready: false, status, reasons: [status, ...pods()] };
}
