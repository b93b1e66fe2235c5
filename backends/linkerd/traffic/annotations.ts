import { Protocol, formatDuration, type ResolvedRetries, type ResolvedRoute } from "../../../model";

/**
 * Timeouts and retries of a route as Linkerd reads them. They stand on the route and never on the Service, because a route that
 * has one of its own loses all of the Service's. Durations have a single unit: compounds are accepted and ignored by Linkerd.
 */
export function routeAnnotations(
  route: Pick<
    ResolvedRoute,
    "requestTimeoutMs" | "responseTimeoutMs" | "idleTimeoutMs" | "retries" | "protocol"
  >,
): Record<string, string> {
  const { requestTimeoutMs, responseTimeoutMs, idleTimeoutMs, retries, protocol } = route;
  return {
    ...(requestTimeoutMs !== undefined && { "timeout.linkerd.io/request": formatDuration(requestTimeoutMs) }),
    ...(responseTimeoutMs !== undefined && {
      "timeout.linkerd.io/response": formatDuration(responseTimeoutMs),
    }),
    ...(idleTimeoutMs !== undefined && { "timeout.linkerd.io/idle": formatDuration(idleTimeoutMs) }),
    ...(retries && retryAnnotations(retries, protocol)),
  };
}

function retryAnnotations(retries: ResolvedRetries, protocol: Protocol): Record<string, string> {
  const conditions = [...retries.on, ...retries.statusCodes.map(String)].join(",");
  return {
    [protocol === Protocol.Grpc ? "retry.linkerd.io/grpc" : "retry.linkerd.io/http"]: conditions,
    "retry.linkerd.io/limit": String(retries.attempts),
    ...(retries.perTryTimeoutMs !== undefined && {
      "retry.linkerd.io/timeout": formatDuration(retries.perTryTimeoutMs),
    }),
  };
}
