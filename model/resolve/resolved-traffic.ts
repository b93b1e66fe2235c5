import type {
  FaultInjection,
  HashKey,
  HeaderChanges,
  LoadBalancingAlgorithm,
  Locality,
  PathModifier,
  Protocol,
  RedirectStatus,
  RetryBackoff,
  RetryBudget,
  RetryCondition,
  RewriteAction,
  RouteMatch,
  UrlScheme,
} from "../definition";
import type { ServiceAccountName } from "./resolved";

export interface ResolvedBackend {
  readonly namespace: string;
  readonly name: string;
  readonly port: number;
  readonly weight: number;
}

export interface ResolvedRetries {
  readonly attempts: number;
  /** Conditions that can occur on the route's port. */
  readonly on: readonly RetryCondition[];
  readonly statusCodes: readonly number[];
  readonly perTryTimeoutMs: number | undefined;
  readonly backoff: RetryBackoff | undefined;
  readonly budget: RetryBudget | undefined;
}

export interface ResolvedRouteRule {
  /** Conditions, any of which takes the rule; none means every request. */
  readonly matches: readonly RouteMatch[];
  readonly backends: readonly ResolvedBackend[];
}

/** An answer that names another place. */
export interface ResolvedRedirect {
  readonly scheme: UrlScheme | undefined;
  readonly host: string | undefined;
  /** That of the scheme where one is named; nothing is the request's own. */
  readonly port: number | undefined;
  readonly path: PathModifier | undefined;
  readonly status: RedirectStatus;
}

/** What a route does to requests and responses besides leading them. */
export interface ResolvedRouteActions {
  /** With a redirect there are no backends. */
  readonly redirect: ResolvedRedirect | undefined;
  readonly rewrite: RewriteAction | undefined;
  readonly requestHeaders: HeaderChanges | undefined;
  readonly responseHeaders: HeaderChanges | undefined;
  readonly mirror:
    | { readonly namespace: string; readonly name: string; readonly port: number; readonly percent: number }
    | undefined;
  readonly faults: FaultInjection | undefined;
}

/** What happens to requests on one port that one route takes; on a port without requests, to its connections. */
export interface ResolvedRoute {
  readonly name: string;
  readonly path: string;
  readonly port: number;
  readonly protocol: Protocol;
  readonly rules: readonly ResolvedRouteRule[];
  readonly actions: ResolvedRouteActions;
  readonly requestTimeoutMs: number | undefined;
  readonly responseTimeoutMs: number | undefined;
  readonly idleTimeoutMs: number | undefined;
  readonly retries: ResolvedRetries | undefined;
}

export interface ResolvedCircuitBreaking {
  readonly consecutiveFailures: number;
  readonly ejectionMinMs: number;
  readonly ejectionMaxMs: number;
  readonly ejectionJitterPercent: number;
  readonly successRate:
    { readonly threshold: number; readonly windowMs: number; readonly minRequests: number } | undefined;
  readonly honorRetryAfter: boolean;
}

export interface ResolvedLoadBalancing {
  /** Nothing: the mesh's own. */
  readonly algorithm: LoadBalancingAlgorithm | undefined;
  readonly hashKey: HashKey | undefined;
  readonly locality: Locality;
  readonly failurePenalty: { readonly durationMs: number; readonly maxRetryAfterMs: number } | undefined;
}

export interface ResolvedRateLimit {
  readonly ports: readonly number[];
  readonly total: number | undefined;
  readonly perClient: number | undefined;
  readonly overrides: readonly {
    readonly clients: readonly ServiceAccountName[];
    readonly requestsPerSecond: number;
  }[];
}
