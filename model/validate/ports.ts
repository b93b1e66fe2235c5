import { joinPath } from "../problem";
import { report, type ServiceUnderCheck, type ValidationContext } from "./context";

/** Ports are unambiguous: within a service, and among services whose selectors meet. */
export function checkPorts(context: ValidationContext): void {
  for (const service of context.services) checkUnique(context, service);
  checkOverlaps(context);
}

function checkUnique(context: ValidationContext, service: ServiceUnderCheck): void {
  const seen = new Map<number, number>();
  const seenTargets = new Map<number, number>();
  (service.definition.ports ?? []).forEach(({ port, targetPort = port }, index) => {
    const before = seen.get(port);
    const targetBefore = seenTargets.get(targetPort);
    if (before !== undefined) {
      report(context, [service.path, "ports", index, "port"], {
        message: `is declared twice (got ${String(port)}, as in ports[${String(before)}])`,
        rule: "A service declares a port once",
        fix: "Remove one of them",
      });
    } else if (targetBefore !== undefined) {
      report(context, [service.path, "ports", index, "targetPort"], {
        message: `is the target of two ports (got ${String(targetPort)}, as in ports[${String(targetBefore)}])`,
        rule: "Policy is enforced on the container port, so two ports over one target cannot differ",
        fix: "Declare one of the two ports",
      });
    }
    seen.set(port, index);
    seenTargets.set(targetPort, index);
  });
}

/**
 * Two services that select the same pods and share a target port would both own the port's policy. Whether one selector
 * includes the other is looked up by the smallest label of the smaller one, which keeps the check linear.
 */
function checkOverlaps(context: ValidationContext): void {
  const byFirstLabel = new Map<string, ServiceUnderCheck[]>();
  const key = (service: ServiceUnderCheck, label: string): string => `${service.namespace} ${label}`;
  for (const service of context.services) {
    const first = labels(service)[0];
    if (first === undefined) continue;
    const list = byFirstLabel.get(key(service, first)) ?? [];
    list.push(service);
    byFirstLabel.set(key(service, first), list);
  }
  for (const narrow of context.services) {
    const own = new Set(labels(narrow));
    for (const label of own) {
      for (const wide of byFirstLabel.get(key(narrow, label)) ?? []) {
        if (isReportedPair(wide, narrow, own)) reportOverlap(context, wide, narrow);
      }
    }
  }
}

function labels(service: ServiceUnderCheck): string[] {
  return Object.entries(service.definition.selector ?? { app: service.name })
    .map(([name, value]) => `${name}=${value}`)
    .sort();
}

function isReportedPair(
  wide: ServiceUnderCheck,
  narrow: ServiceUnderCheck,
  narrowLabels: ReadonlySet<string>,
): boolean {
  if (wide.id === narrow.id) return false;
  const wideLabels = labels(wide);
  if (!wideLabels.every((label) => narrowLabels.has(label))) return false;
  const equal = wideLabels.length === narrowLabels.size;
  return !equal || wide.id < narrow.id;
}

function reportOverlap(context: ValidationContext, wide: ServiceUnderCheck, narrow: ServiceUnderCheck): void {
  const targets = new Set((wide.definition.ports ?? []).map(({ port, targetPort = port }) => targetPort));
  const shared = (narrow.definition.ports ?? [])
    .map(({ port, targetPort = port }) => targetPort)
    .filter((p) => targets.has(p));
  if (shared.length === 0) return;
  report(context, [narrow.path, "selector"], {
    message: `selects pods of ${wide.id} too, and both own container port ${shared.join(", ")} (got ${labels(narrow).join(",")})`,
    rule: "Each port of a pod has one owner, else it is chance whose policy holds",
    fix: `Give ${joinPath("services", wide.id)}.selector a label that these pods lack, or merge the two services`,
  });
}
