import { joinPath, quote } from "../problem";
import { carriesRequests, report, type ServiceUnderCheck, type ValidationContext } from "./context";
import { checkReference } from "./references";

/** A candidate stands in for the stable service: same ports, its own pods, and no candidate of its own. */
export function checkCanaries(context: ValidationContext): void {
  const byId = new Map(context.services.map((service) => [service.id, service]));
  const stableOf = new Map<string, string>();
  for (const service of context.services) {
    const canary = service.definition.canary;
    if (!canary) continue;
    const id = checkReference(context, service, canary.candidate, [service.path, "canary", "candidate"]);
    const candidate = id === undefined ? undefined : byId.get(id);
    if (!candidate) continue;
    const other = stableOf.get(candidate.id);
    stableOf.set(candidate.id, service.id);
    checkPair(context, service, candidate, other);
  }
}

function checkPair(
  context: ValidationContext,
  stable: ServiceUnderCheck,
  candidate: ServiceUnderCheck,
  other: string | undefined,
): void {
  const at = [stable.path, "canary", "candidate"] as const;
  if (candidate.id === stable.id || candidate.definition.canary) {
    report(context, at, {
      message: `is the service itself or has a candidate of its own (got ${quote(candidate.id)})`,
      rule: "Traffic is shared between one stable service and one candidate",
      fix: `Declare a service for the new version, for example "${stable.name}-canary"`,
    });
  }
  if (other !== undefined) {
    report(context, at, {
      message: `is the candidate of ${other} as well (got ${quote(candidate.id)})`,
      rule: "A candidate takes over from one service",
      fix: "Declare a candidate for each",
    });
  }
  if (!candidate.portsKnown) return;
  for (const { port, protocol } of (stable.definition.ports ?? []).filter((p) =>
    carriesRequests(p.protocol),
  )) {
    const same = (candidate.definition.ports ?? []).find((p) => p.port === port);
    if (same?.protocol === protocol) continue;
    report(context, at, {
      message: `does not serve port ${String(port)} ${protocol} (got ${same ? same.protocol : "no such port"})`,
      rule: "A candidate serves the stable service's ports",
      fix: `Add the port to ${joinPath("services", candidate.id)}.ports`,
    });
  }
}
