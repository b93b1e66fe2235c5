import { numberAt, stringAt, type Manifest } from "../object/manifest";
import { conditionOf, explain, isTrue } from "./conditions";
import { displayName, podProblems } from "./pod";
import { isOwnedBy, type ReadinessRule } from "./readiness-rule";

const hopelessReasons = ["BackoffLimitExceeded", "DeadlineExceeded"];

/** A Job is ready when it has succeeded; one that has given up is reported at once. */
export const jobRule: ReadinessRule = {
  related: ["pods"],
  onRefresh: true,
  assess: (view) => {
    const { object } = view;
    if (jobSucceeded(object)) return { ready: true };
    const failed = conditionOf(object, "Failed");
    const hopeless = isTrue(failed) && hopelessReasons.includes(stringAt(failed, "reason"));
    const pods = view.related("pods").filter((pod) => isOwnedBy(pod, object));
    return {
      ready: false,
      status: `Waiting for Job "${displayName(object)}" to ${progress(object)}`,
      reasons: [...(isTrue(failed) ? [explain(failed)] : []), ...pods.flatMap(podProblems)],
      ...(hopeless && { failure: explain(failed) }),
    };
  },
};

export function jobSucceeded(job: Manifest): boolean {
  return stringAt(job, "status", "startTime") !== "" && isTrue(conditionOf(job, "Complete"));
}

function progress(job: Manifest): string {
  if (stringAt(job, "status", "startTime") === "") return "start";
  const count = (field: string): number => numberAt(job, "status", field) ?? 0;
  return `succeed (Active: ${count("active")} | Succeeded: ${count("succeeded")} | Failed: ${count("failed")})`;
}
