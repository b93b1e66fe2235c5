import type { GrpcMethodMatch, HttpMethod, PathMatch, ValueMatch } from "./match";
import type {
  FaultInjection,
  HeaderChanges,
  MirrorAction,
  RedirectAction,
  RewriteAction,
} from "./route-actions";
import type { DnsLabel, Duration, ErrorStatusCode, PortNumber, ServiceReference } from "./scalars";

/** Upper bounds on waiting. Durations are one number and one unit: `250ms`, `5s`, `1m`, `1h`. */
export interface TimeoutPolicy {
  /**
   * From the first byte of the request to the last of the response, all retries included. Default: none.
   */
  request?: Duration;
  /**
   * From the last byte of the request, or the first of the response if that comes earlier, to the last of the response. For
   * callers that upload slowly. Default: none.
   */
  response?: Duration;
  /** Longest silence in either direction of a stream. Default: none. */
  idle?: Duration;
}

/** What counts as a failure worth another try; the words are Envoy's and gRPC's. */
export const RetryCondition = {
  /** Any response with a status of 500–599. */
  ServerError: "5xx",
  /** A response with status 502, 503 or 504. */
  GatewayError: "gateway-error",
  /** The connection could not be made. Unsupported: Linkerd. */
  ConnectFailure: "connect-failure",
  /** The connection broke before a response. Unsupported: Linkerd. */
  Reset: "reset",
  /** gRPC status CANCELLED. */
  Cancelled: "cancelled",
  /** gRPC status DEADLINE_EXCEEDED. */
  DeadlineExceeded: "deadline-exceeded",
  /** gRPC status INTERNAL. */
  Internal: "internal",
  /** gRPC status RESOURCE_EXHAUSTED. */
  ResourceExhausted: "resource-exhausted",
  /** gRPC status UNAVAILABLE. */
  Unavailable: "unavailable",
} as const;
export type RetryCondition = (typeof RetryCondition)[keyof typeof RetryCondition];

/** Waiting time between tries. */
export interface RetryBackoff {
  /** First waiting time. */
  base: Duration;
  /** Longest waiting time. */
  max: Duration;
}

/** A bound on retries as a share of the traffic. */
export interface RetryBudget {
  /**
   * Retries per hundred requests. Range: 0–100.
   * @minimum 0
   * @maximum 100
   */
  percent: number;
  /**
   * Retries per second that are always allowed. Default: 0.
   * @asType integer
   * @minimum 0
   */
  minPerSecond?: number;
}

/** Another try after a failure. Only for requests that may safely arrive twice. */
export interface RetryPolicy {
  /**
   * Tries after the first one. Range: 0–10; 0 switches retries off.
   * @asType integer
   * @minimum 0
   * @maximum 10
   */
  attempts: number;
  /**
   * Failures that are retried. Default: none where `statusCodes` are named, else `gateway-error` on http and http2, and
   * `unavailable` on grpc; never nothing at all, because a retry without a condition retries nothing.
   * @minItems 1
   */
  on?: RetryCondition[];
  /**
   * Further HTTP status codes that are retried. Range: 400–599. Default: none.
   * @minItems 1
   */
  statusCodes?: ErrorStatusCode[];
  /** Bound on each try. Default: none but the request's. */
  perTryTimeout?: Duration;
  /** Waiting time between tries. Default: the mesh's own. Unsupported: Linkerd (fixed, 25–250 ms). */
  backoff?: RetryBackoff;
  /** Bound on retries as a share of the traffic. Default: none. Unsupported: Linkerd. */
  budget?: RetryBudget;
}

/** A condition under which a route is taken. Every field must hold. */
export interface RouteMatch {
  /** HTTP method. Default: all. */
  method?: HttpMethod;
  /** Path. Default: all. */
  path?: PathMatch;
  /** Headers, all of them. Default: none. */
  headers?: ValueMatch[];
  /** Query parameters, all of them. Default: none. */
  query?: ValueMatch[];
  /** gRPC service and method, on ports whose protocol is grpc. Default: all. */
  grpc?: GrpcMethodMatch;
}

/** Where a share of a route's traffic goes. */
export interface WeightedBackend {
  /** Service of this definition: `name` in the same namespace, or `namespace/name`. */
  service: ServiceReference;
  /** Port of that service. Default: the same number as the route's port. */
  port?: PortNumber;
  /**
   * Share relative to the sum of weights. Range: 0–1000000. Default: 1.
   * @asType integer
   * @minimum 0
   * @maximum 1000000
   */
  weight?: number;
}

/**
 * Requests of a service that are treated apart. The most specific match wins (Gateway API's precedence); what no route
 * matches is served by the service with its own timeouts and retries.
 */
export interface RouteDefinition {
  /** Name, unique in the service. A DNS label. */
  name: DnsLabel;
  /**
   * Ports of the service. Default: all that speak http, http2 or grpc. A route for a tcp, opaque or tls port names it and has
   * backends and nothing else: connections are shared out, and there is nothing in them to match.
   * @minItems 1
   */
  ports?: PortNumber[];
  /**
   * Conditions, any of which takes the route. At most 64. Default: every request.
   * @minItems 1
   * @maxItems 64
   */
  matches?: RouteMatch[];
  /**
   * Where the traffic goes. At most 16. Default: the service itself.
   * @minItems 1
   * @maxItems 16
   */
  backends?: WeightedBackend[];
  /** Answers with the address of another place. Such a route has matches and nothing else. Not on grpc ports. Default: off. */
  redirect?: RedirectAction;
  /** Changes the request's address on its way. Not on grpc ports. Default: off. Unsupported: Linkerd. */
  rewrite?: RewriteAction;
  /** Changes to the request's headers. Default: none. */
  requestHeaders?: HeaderChanges;
  /** Changes to the response's headers. Default: none. Linkerd: not on grpc ports. */
  responseHeaders?: HeaderChanges;
  /** Sends a copy of requests to another service. Default: off. Unsupported: Linkerd. */
  mirror?: MirrorAction;
  /** Failures on purpose. Default: none. Unsupported: Linkerd. */
  faults?: FaultInjection;
  /** Replaces the service's timeouts as a whole. Default: the service's. */
  timeouts?: TimeoutPolicy;
  /** Replaces the service's retries as a whole. Default: the service's. */
  retries?: RetryPolicy;
}
