import { WorkloadKind } from "../definition";
import { defaults } from "../defaults";
import { quote } from "../problem";
import { report, type ValidationContext } from "./context";

/** Workloads can be patched where that is asked for, and each by one service only. */
export function checkWorkloads(context: ValidationContext): void {
  const owners = new Map<string, string>();
  for (const { id, namespace, name: service, path, definition } of context.services) {
    const { kind = defaults.workloadKind, name = service, patch = false } = definition.workload ?? {};
    if (!patch) continue;
    if (kind === WorkloadKind.Job) {
      report(context, [path, "workload", "patch"], {
        message: `cannot change a Job (got ${quote(name)})`,
        rule: "The pod template of a Job cannot change once it is there",
        fix: "Take patch out, and put withMesh or workloadAnnotations on the Job's pod template",
      });
      continue;
    }
    const key = `${kind} ${namespace}/${name}`;
    const owner = owners.get(key);
    if (owner !== undefined) {
      report(context, [path, "workload"], {
        message: `is patched by two services (got ${key}, as of ${owner})`,
        rule: "Two patches of one pod template would fight over it",
        fix: "Patch it for one of the services, or name another workload",
      });
    }
    owners.set(key, id);
  }
}
