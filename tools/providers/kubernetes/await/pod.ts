import { isPropertyMap, type PropertyMap } from "../../shared/property-value";
import { at, idOf, listAt, nameOf, namespaceOf, numberAt, stringAt, type Manifest } from "../object/manifest";
import { conditionOf, isTrue } from "./conditions";
import type { Assessment, ReadinessRule } from "./readiness-rule";

export const podRule: ReadinessRule = {
  related: [],
  onRefresh: true,
  assess: ({ object }) => assessPod(object),
};

function assessPod(pod: Manifest): Assessment {
  const name = displayName(pod);
  const steps = [
    { what: "scheduled", done: isTrue(conditionOf(pod, "PodScheduled")) },
    { what: "initialized", done: isTrue(conditionOf(pod, "Initialized")) },
    {
      what: "ready",
      done: isTrue(conditionOf(pod, "Ready")) || stringAt(pod, "status", "phase") === "Succeeded",
    },
  ];
  const pending = steps.find(({ done }) => !done);
  if (pending === undefined) return { ready: true };
  return {
    ready: false,
    status: `Waiting for Pod "${name}" to be ${pending.what}`,
    reasons: podProblems(pod),
  };
}

/** Why a Pod does not work, as far as its status says. */
export function podProblems(pod: Manifest): string[] {
  const scheduled = conditionOf(pod, "PodScheduled");
  if (scheduled !== undefined && !isTrue(scheduled)) {
    const message = stringAt(scheduled, "message");
    return message === "" ? [] : [message];
  }
  const pending = [conditionOf(pod, "Initialized"), conditionOf(pod, "Ready")].find(
    (condition) => condition !== undefined && !isTrue(condition),
  );
  if (pending === undefined || stringAt(pod, "status", "phase") === "Succeeded") return [];
  const problems = listAt(pod, "status", "containerStatuses")
    .filter(isPropertyMap)
    .flatMap(containerProblems);
  const message = stringAt(pending, "message");
  const parts = [...(message === "" ? [] : [message]), ...problems];
  return parts.length === 0 ? [] : [`[Pod ${displayName(pod)}]: ${parts.join("; ")}`];
}

function containerProblems(container: PropertyMap): string[] {
  if (container["ready"] === true) return [];
  const waiting = at(container, "state", "waiting");
  const reason = stringAt(waiting, "reason");
  const problems: string[] = [];
  if (reason !== "" && reason !== "ContainerCreating")
    problems.push(`[${reason}] ${stringAt(waiting, "message")}`);
  for (const terminated of [at(container, "state", "terminated"), at(container, "lastState", "terminated")]) {
    if (stringAt(terminated, "reason") === "") continue;
    const message = stringAt(terminated, "message");
    const exitCode = numberAt(terminated, "exitCode") ?? 0;
    problems.push(
      message === ""
        ? `container "${stringAt(container, "name")}" ended with exit code ${exitCode} (${stringAt(terminated, "reason")})`
        : `[${stringAt(terminated, "reason")}] ${message}`,
    );
  }
  return problems;
}

/** The default namespace goes without saying. */
export function displayName(object: Manifest): string {
  return namespaceOf(object) === "default" ? nameOf(object) : idOf(object);
}
