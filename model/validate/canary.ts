import type { CanaryDefinition } from "../definition";
import { joinPath, quote } from "../problem";
import { checkConditions, sameHeader } from "./conditions";
import { carriesRequests, report, type ServiceUnderCheck, type ValidationContext } from "./context";
import { checkReference } from "./references";

/** A candidate stands in for the stable service: same ports, its own pods, and no candidate of its own. */
export function checkCanaries(context: ValidationContext): void {
  const byId = new Map(context.services.map((service) => [service.id, service]));
  const stableOf = new Map<string, string>();
  for (const service of context.services) {
    const canary = service.definition.canary;
    if (!canary) continue;
    checkConditions(context, canary.headers, sameHeader, [service.path, "canary", "headers"]);
    checkOptIn(context, service, canary);
    const id = checkReference(context, service, canary.candidate, [service.path, "canary", "candidate"]);
    const candidate = id === undefined ? undefined : byId.get(id);
    if (!candidate) continue;
    const other = stableOf.get(candidate.id);
    stableOf.set(candidate.id, service.id);
    checkPair(context, service, candidate, other);
  }
}

/** Routes that lead to the service take the canary's headers besides their own, and a match takes each header once. */
function checkOptIn(
  context: ValidationContext,
  { definition, path }: ServiceUnderCheck,
  canary: CanaryDefinition,
): void {
  const routes = (definition.routes ?? []).filter(({ backends }) => backends === undefined);
  (canary.headers ?? []).forEach(({ name }, index) => {
    const other = routes.find(({ matches = [] }) =>
      matches.some(({ headers = [] }) => headers.some((header) => sameHeader(header.name, name))),
    );
    if (!other) return;
    report(context, [path, "canary", "headers", index, "name"], {
      message: `is matched by route ${quote(other.name)} too (got ${quote(name)})`,
      rule: "A route that leads to the service opts in by the canary's headers besides its own, and takes each header once",
      fix: "Use a header for the canary that no route matches",
    });
  });
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
