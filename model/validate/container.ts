import type { ContainerResources } from "../definition";
import { quote } from "../problem";
import { parseQuantity } from "../values/quantity";
import { report, type ValidationContext } from "./context";

type Path = readonly [parent: string, ...segments: (string | number)[]];

const pairs = [
  ["cpuRequest", "cpuLimit"],
  ["memoryRequest", "memoryLimit"],
] as const;

/** A container whose request is above its limit is refused by Kubernetes, long after the rollout began. */
export function checkContainer(
  context: ValidationContext,
  path: Path,
  resources: ContainerResources = {},
): void {
  for (const [request, limit] of pairs) {
    const [wanted, most] = [resources[request], resources[limit]];
    if (wanted === undefined || most === undefined) continue;
    if ((parseQuantity(wanted) ?? 0) <= (parseQuantity(most) ?? 0)) continue;
    report(context, [...path, request], {
      message: `does not fit its ${limit} (got ${quote(wanted)}, ${limit} ${quote(most)})`,
      rule: "A request is at most its limit, or Kubernetes refuses every pod",
      fix: "Lower the request, or raise the limit",
    });
  }
}

/** The same of every part. */
export function checkParts(
  context: ValidationContext,
  path: Path,
  parts: Readonly<Record<string, ContainerResources>> = {},
): void {
  for (const [part, resources] of Object.entries(parts)) checkContainer(context, [...path, part], resources);
}
