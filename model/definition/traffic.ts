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

/** How long an endpoint stays out after it was found failing. */
export interface EjectionTime {
  /** First time out. Default: 1s. */
  min?: Duration;
  /** Longest time out, reached by doubling. Default: 1m. */
  max?: Duration;
  /**
   * How much longer a time may be by chance, so that endpoints do not all come back at once. Unit: percent of the time. Range:
   * 0–100. Default: 50.
   * @minimum 0
   * @maximum 100
   */
  jitterPercent?: number;
}

/** Takes an endpoint out that fails too often, although not every time. */
export interface SuccessRatePolicy {
  /**
   * Share of requests that must succeed. Unit: percent. Range: 1–100. Default: 80.
   * @minimum 1
   * @maximum 100
   */
  threshold?: number;
  /** Time over which requests are counted, up to now. Default: 10s. */
  window?: Duration;
  /**
   * Requests in the window below which nothing is concluded. Range: 1–1000000. Default: 5.
   * @asType integer
   * @minimum 1
   * @maximum 1000000
   */
  minRequests?: number;
}

/** Takes failing endpoints out of the load balancing. */
export interface CircuitBreakingPolicy {
  /**
   * Failures in a row after which an endpoint is taken out. Range: 1–1000. Default: 7.
   * @asType integer
   * @minimum 1
   * @maximum 1000
   */
  consecutiveFailures?: number;
  /** Takes endpoints out by their rate of success, besides failures in a row. Default: off. */
  successRate?: SuccessRatePolicy;
  /** How long it stays out. */
  ejection?: EjectionTime;
  /**
   * Whether a failing endpoint may say by `Retry-After` how long it stays out. Default: `false`. Linkerd: only together with
   * `successRate`.
   */
  honorRetryAfter?: boolean;
  /**
   * Share of endpoints that may be out at once. Range: 0–100. Unsupported: Linkerd.
   * @asType integer
   * @minimum 0
   * @maximum 100
   */
  maxEjectionPercent?: number;
  /**
   * Open connections per client. Unsupported: Linkerd.
   * @asType integer
   * @minimum 1
   */
  maxConnections?: number;
  /**
   * Requests that wait for a connection. Unsupported: Linkerd.
   * @asType integer
   * @minimum 1
   */
  maxPendingRequests?: number;
}

/** A client's own limit. */
export interface RateLimitOverride {
  /**
   * Services of this definition: `name` in the same namespace, or `namespace/name`.
   * @minItems 1
   */
  from: ServiceReference[];
  /**
   * Requests per second, per pod of the service. Range: 1 and above.
   * @asType integer
   * @minimum 1
   */
  requestsPerSecond: number;
}

/** Limits counted by each pod on its own. Beyond a limit callers get status 429. */
export interface RateLimitPolicy {
  /**
   * Requests per second from all callers together, per pod. Range: 1 and above. Default: no limit.
   * @asType integer
   * @minimum 1
   */
  totalRequestsPerSecond?: number;
  /**
   * Requests per second of each caller identity, per pod. At most the total. Default: no limit.
   * @asType integer
   * @minimum 1
   */
  perClientRequestsPerSecond?: number;
  /** Callers with limits of their own, at most the total. Default: none. */
  overrides?: RateLimitOverride[];
  /**
   * Ports of the service. Default: all that speak http, http2 or grpc.
   * @minItems 1
   */
  ports?: PortNumber[];
}

/**
 * A share in the plan of a canary. Unit: percent, whole. Range: 1–100.
 * @asType integer
 * @minimum 1
 * @maximum 100
 */
export type CanaryStep = number;

/**
 * A candidate version that takes a share of a service's traffic. Raising the share is a one-number change. The candidate is
 * a service of its own whose pods the stable service's selector must not match; whoever may call the stable service may
 * call the candidate.
 */
export interface CanaryDefinition {
  /** Service that runs the candidate: `name` in the same namespace. */
  candidate: DnsLabel;
  /**
   * Share of the traffic the candidate gets. Unit: percent, whole. Range: 0–100.
   * @asType integer
   * @minimum 0
   * @maximum 100
   */
  weight: number;
  /**
   * The plan: shares that are taken one after the other, the smallest first. `weight` is one of them, or 0, so that going on is a
   * one-number change to a number that was agreed upon. Default: no plan.
   * @minItems 1
   */
  steps?: CanaryStep[];
  /**
   * Ports that are shared. Default: all that speak http, http2 or grpc. Where a port speaks tcp, opaque or tls, connections are
   * shared out.
   * @minItems 1
   */
  ports?: PortNumber[];
  /**
   * A request with all of these headers goes to the candidate whatever the weight. Default: none.
   * @minItems 1
   */
  headers?: ValueMatch[];
}
