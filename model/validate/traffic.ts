import { RetryCondition, type PortDefinition, type RetryPolicy, type TimeoutPolicy } from "../definition";
import { childPath, quote } from "../problem";
import { durationMilliseconds } from "../values/duration";
import { carriesRequests, report, type ServiceUnderCheck, type ValidationContext } from "./context";

/** Timeouts, retries, circuit breaking and limits are consistent in themselves and fit the service's ports. */
export function checkTraffic(context: ValidationContext): void {
  for (const service of context.services) {
    const { timeouts, retries, routes, path, ports } = { ...service.definition, path: service.path };
    const l7 = (ports ?? []).filter(({ protocol }) => carriesRequests(protocol));
    checkTimeouts(context, timeouts, childPath(path, "timeouts"));
    checkRetries(context, retries, timeouts, l7, childPath(path, "retries"));
    (routes ?? []).forEach((route, index) => {
      const at = childPath(path, "routes", index);
      const own = l7.filter(({ port }) => route.ports === undefined || route.ports.includes(port));
      checkTimeouts(context, route.timeouts, childPath(at, "timeouts"));
      checkRetries(context, route.retries, route.timeouts ?? timeouts, own, childPath(at, "retries"));
      if (route.retries === undefined) checkInheritedTry(context, retries, route.timeouts, at);
    });
    checkNeedsRequests(context, service, l7);
    checkEjection(context, service);
    checkSuccessRate(context, service);
  }
}

/** Reports timeouts of zero. */
export function checkTimeouts(
  context: ValidationContext,
  timeouts: TimeoutPolicy | undefined,
  path: string,
): void {
  for (const [field, value] of Object.entries(timeouts ?? {}) as [string, string | undefined][]) {
    if (value === undefined || durationMilliseconds(value) > 0) continue;
    report(context, [path, field], {
      message: `is zero (got ${quote(value)})`,
      rule: "A timeout of zero would refuse every request in some meshes and allow any wait in others",
      fix: "Leave the field out for no limit",
    });
  }
}

const grpcConditions: readonly RetryCondition[] = [
  RetryCondition.Cancelled,
  RetryCondition.DeadlineExceeded,
  RetryCondition.Internal,
  RetryCondition.ResourceExhausted,
  RetryCondition.Unavailable,
];
const connectionConditions: readonly RetryCondition[] = [RetryCondition.ConnectFailure, RetryCondition.Reset];

/** Whether a retry condition can occur on a port with this protocol. */
export function conditionFits(condition: RetryCondition, protocol: PortDefinition["protocol"]): boolean {
  if (connectionConditions.includes(condition)) return true;
  return grpcConditions.includes(condition) === (protocol === "grpc");
}

/** Reports retries that cannot happen on any of the ports, or contradict the timeouts. */
export function checkRetries(
  context: ValidationContext,
  retries: RetryPolicy | undefined,
  timeouts: TimeoutPolicy | undefined,
  ports: readonly PortDefinition[],
  path: string,
): void {
  if (!retries) return;
  const { on, statusCodes, perTryTimeout, backoff } = retries;
  const protocols = new Set(ports.map(({ protocol }) => protocol));
  (on ?? []).forEach((condition, index) => {
    if ([...protocols].some((protocol) => conditionFits(condition, protocol)) || protocols.size === 0) return;
    const fitting = Object.values(RetryCondition).filter((c) =>
      [...protocols].some((p) => conditionFits(c, p)),
    );
    report(context, [path, "on", index], {
      message: `cannot occur on ports that speak ${[...protocols].join(", ")} (got ${quote(condition)})`,
      rule: `Conditions there: ${fitting.join(", ")}`,
      fix: "Choose one of them, or remove it",
    });
  });
  if (statusCodes !== undefined && protocols.size > 0 && ![...protocols].some((p) => p !== "grpc")) {
    report(context, [path, "statusCodes"], {
      message: "names HTTP status codes for grpc ports",
      rule: "gRPC reports failures by its own status, with HTTP status 200",
      fix: `Use on: ["unavailable"], for example`,
    });
  }
  if (perTryTimeout !== undefined) checkPerTry(context, perTryTimeout, timeouts?.request, path);
  if (backoff !== undefined && durationMilliseconds(backoff.base) > durationMilliseconds(backoff.max)) {
    report(context, [path, "backoff", "base"], {
      message: `is longer than max (got ${quote(backoff.base)} and ${quote(backoff.max)})`,
      rule: "Waiting times grow from base to max",
      fix: "Swap the two",
    });
  }
}

function checkPerTry(
  context: ValidationContext,
  perTryTimeout: string,
  request: string | undefined,
  path: string,
): void {
  const perTry = durationMilliseconds(perTryTimeout);
  if (perTry === 0) {
    report(context, [path, "perTryTimeout"], {
      message: `is zero (got ${quote(perTryTimeout)})`,
      rule: "No try could succeed",
      fix: "Leave the field out for no limit",
    });
  }
  if (request === undefined || perTry <= durationMilliseconds(request)) return;
  report(context, [path, "perTryTimeout"], {
    message: `is longer than the whole request may take (got ${quote(perTryTimeout)} and ${quote(request)})`,
    rule: "The request's timeout covers all tries",
    fix: "Lower perTryTimeout, or raise timeouts.request",
  });
}

/** A route with timeouts of its own takes over the service's retries, which were written for the service's timeouts. */
function checkInheritedTry(
  context: ValidationContext,
  retries: RetryPolicy | undefined,
  timeouts: TimeoutPolicy | undefined,
  path: string,
): void {
  const [perTry, request] = [retries?.perTryTimeout, timeouts?.request];
  if (perTry === undefined || request === undefined) return;
  if (durationMilliseconds(perTry) <= durationMilliseconds(request) || durationMilliseconds(request) === 0)
    return;
  report(context, [path, "timeouts", "request"], {
    message: `is shorter than a try may take (got ${quote(request)} and ${quote(perTry)})`,
    rule: "The route takes over the service's retries, and the request's timeout covers all tries",
    fix: "Raise it, or give the route retries of its own",
  });
}

function checkNeedsRequests(
  context: ValidationContext,
  service: ServiceUnderCheck,
  l7: readonly PortDefinition[],
): void {
  if (l7.length > 0 || !service.portsKnown) return;
  const { timeouts, retries, circuitBreaking, rateLimit } = service.definition;
  const policies = { timeouts, retries, circuitBreaking, rateLimit };
  for (const [field, value] of Object.entries(policies)) {
    if (value === undefined) continue;
    report(context, [service.path, field], {
      message: "needs a port on which requests are seen, and the service has none",
      rule: "Requests are seen on http, http2 and grpc ports",
      fix: "Declare such a port, or remove the policy",
    });
  }
}

function checkSuccessRate(context: ValidationContext, { definition, path }: ServiceUnderCheck): void {
  const window = definition.circuitBreaking?.successRate?.window;
  if (window === undefined || durationMilliseconds(window) > 0) return;
  report(context, [path, "circuitBreaking", "successRate", "window"], {
    message: `is zero (got ${quote(window)})`,
    rule: "Requests are counted over some time",
    fix: `Leave it out for the default, or write "10s"`,
  });
}

function checkEjection(context: ValidationContext, service: ServiceUnderCheck): void {
  const ejection = service.definition.circuitBreaking?.ejection;
  if (ejection?.min === undefined && ejection?.max === undefined) return;
  const min = durationMilliseconds(ejection.min ?? "0s");
  const max = ejection.max === undefined ? Math.max(min, 60_000) : durationMilliseconds(ejection.max);
  if (max > 0 && min <= max) return;
  report(context, [service.path, "circuitBreaking", "ejection"], {
    message: `has a longest time below the first (got min ${quote(ejection.min)}, max ${quote(ejection.max)})`,
    rule: "The time out grows from min (default 1s) to max (default 1m), and max is above zero",
    fix: "Raise max, or lower min",
  });
}
