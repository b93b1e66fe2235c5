import type { Duration } from "./scalars";

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
