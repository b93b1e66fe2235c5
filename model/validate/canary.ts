import type { CanaryDefinition } from "../definition";
import { joinPath, quote } from "../problem";
import { checkConditions, sameHeader } from "./conditions";
import {
  carriesRequests,
  portsMeant,
  report,
  type ServiceUnderCheck,
  type ValidationContext,
} from "./context";
import { reportUnknownPort } from "./access";
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
    checkPlan(context, service, canary);
    checkCanaryPorts(context, service, canary);
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

/** The plan has different steps, and the weight is where it stands. */
function checkPlan(
  context: ValidationContext,
  { path }: ServiceUnderCheck,
  { steps, weight }: CanaryDefinition,
): void {
  if (!steps) return;
  steps.forEach((step, index) => {
    if (steps.indexOf(step) === index) return;
    report(context, [path, "canary", "steps", index], {
      message: `is a step twice (got ${String(step)})`,
      rule: "A step is more traffic for the candidate than the one before",
      fix: "Name each share once",
    });
  });
  if (weight === 0 || steps.includes(weight)) return;
  report(context, [path, "canary", "weight"], {
    message: `is no step of the plan (got ${String(weight)})`,
    rule: `The weight is 0 or one of the steps ${steps.join(", ")}`,
    fix: "Choose one of them, or change the plan",
  });
}

function checkCanaryPorts(
  context: ValidationContext,
  { definition, path, portsKnown }: ServiceUnderCheck,
  canary: CanaryDefinition,
): void {
  if (!portsKnown) return;
  const declared = (definition.ports ?? []).map(({ port }) => port);
  (canary.ports ?? []).forEach((port, index) => {
    if (!declared.includes(port))
      reportUnknownPort(context, [path, "canary", "ports", index], port, declared);
  });
  const meant = portsMeant(definition.ports, canary.ports);
  if (meant.length === 0 && declared.length === 0) {
    report(context, [path, "canary"], {
      message: "shares out the traffic of a service that has no ports",
      rule: "A service without ports is a client only",
      fix: "Declare its ports, or remove the canary",
    });
  }
  if (canary.headers === undefined || meant.length === 0) return;
  if (meant.some(({ protocol }) => carriesRequests(protocol))) return;
  report(context, [path, "canary", "headers"], {
    message: "needs a port on which requests are seen, and none is shared",
    rule: "Headers are seen on http, http2 and grpc ports",
    fix: "Remove headers, or share such a port",
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
  for (const { port, protocol } of portsMeant(stable.definition.ports, stable.definition.canary?.ports)) {
    const same = (candidate.definition.ports ?? []).find((p) => p.port === port);
    if (same?.protocol === protocol) continue;
    report(context, at, {
      message: `does not serve port ${String(port)} ${protocol} (got ${same ? same.protocol : "no such port"})`,
      rule: "A candidate serves the stable service's ports",
      fix: `Add the port to ${joinPath("services", candidate.id)}.ports`,
    });
  }
}
