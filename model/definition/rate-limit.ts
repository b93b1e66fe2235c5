import type { PortNumber, ServiceReference } from "./scalars";

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
