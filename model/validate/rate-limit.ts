import { quote } from "../problem";
import { reportUnknownPort } from "./access";
import { carriesRequests, report, type ServiceUnderCheck, type ValidationContext } from "./context";
import { splitServiceId, type ServiceId } from "../values/names";
import { checkReference } from "./references";

/** No part of a limit is above the whole, and each counts requests on a port that has them. */
export function checkRateLimits(context: ValidationContext): void {
  for (const service of context.services) {
    const limit = service.definition.rateLimit;
    if (!limit) continue;
    const total = limit.totalRequestsPerSecond;
    const { perClientRequestsPerSecond: perClient, overrides = [] } = limit;
    if (total === undefined && perClient === undefined && overrides.length === 0) {
      report(context, [service.path, "rateLimit"], {
        message: "limits nothing",
        rule: "A limit has totalRequestsPerSecond, perClientRequestsPerSecond or overrides",
        fix: "Add one, or remove rateLimit",
      });
    }
    checkBelow(context, service, perClient, total, ["perClientRequestsPerSecond"]);
    const limited = new Set<string>();
    overrides.forEach((override, index) => {
      checkBelow(context, service, override.requestsPerSecond, total, [
        "overrides",
        index,
        "requestsPerSecond",
      ]);
      override.from.forEach((reference, i) => {
        const at = [service.path, "rateLimit", "overrides", index, "from", i] as const;
        checkClient(context, service, reference, limited, at);
      });
    });
    checkLimitPorts(context, service, limit.ports);
  }
}

function checkClient(
  context: ValidationContext,
  service: ServiceUnderCheck,
  reference: string,
  limited: Set<string>,
  at: readonly [parent: string, ...segments: (string | number)[]],
): void {
  const id = checkReference(context, service, reference, at);
  if (id === undefined) return;
  const client = identityOf(context, id);
  if (limited.has(client)) {
    report(context, at, {
      message: `has a limit already (got ${quote(reference)})`,
      rule: "Clients are told apart by service account, and of two limits for one it would be chance which holds",
      fix: "Name each service account once",
    });
  }
  limited.add(client);
}

function identityOf({ definition }: ValidationContext, id: ServiceId): string {
  const { namespace = "", name = "" } = splitServiceId(id) ?? {};
  return `${namespace}/${definition.services[id]?.serviceAccount ?? name}`;
}

function checkBelow(
  context: ValidationContext,
  service: ServiceUnderCheck,
  part: number | undefined,
  total: number | undefined,
  at: readonly (string | number)[],
): void {
  if (part === undefined || total === undefined || part <= total) return;
  report(context, [service.path, "rateLimit", ...at], {
    message: `is above the total (got ${String(part)} of ${String(total)})`,
    rule: "The total counts every request, so no caller can have more",
    fix: "Lower it, or raise totalRequestsPerSecond",
  });
}

function checkLimitPorts(
  context: ValidationContext,
  service: ServiceUnderCheck,
  ports: readonly number[] | undefined,
): void {
  const declared = service.definition.ports ?? [];
  (ports ?? []).forEach((port, index) => {
    const found = declared.find((candidate) => candidate.port === port);
    const at = [service.path, "rateLimit", "ports", index] as const;
    if (!found && !service.portsKnown) return;
    if (!found) {
      reportUnknownPort(
        context,
        at,
        port,
        declared.map((candidate) => candidate.port),
      );
    } else if (!carriesRequests(found.protocol)) {
      report(context, at, {
        message: `has no requests to count (got port ${String(port)}, which speaks ${quote(found.protocol)})`,
        rule: "Requests are seen on http, http2 and grpc ports",
        fix: "Remove the port from the limit",
      });
    }
  });
}
