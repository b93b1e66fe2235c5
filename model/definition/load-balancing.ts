import type { Duration } from "./scalars";

/** How one of several endpoints is chosen. */
export const LoadBalancingAlgorithm = {
  /** Of two at random the one that answered faster of late (exponentially weighted peak). */
  PeakEwma: "peak-ewma",
  /** The one with the fewest open requests. */
  LeastRequest: "least-request",
  /** One after the other. */
  RoundRobin: "round-robin",
  /** Any. */
  Random: "random",
  /** By the hash key, on a ring. */
  RingHash: "ring-hash",
  /** By the hash key, by Maglev's table: evener, and less stable when endpoints change. */
  Maglev: "maglev",
} as const;
export type LoadBalancingAlgorithm = (typeof LoadBalancingAlgorithm)[keyof typeof LoadBalancingAlgorithm];

/** What requests must have in common to go to the same endpoint. Exactly one field is there. */
export interface HashKey {
  /**
   * A header's value.
   * @format http-token
   */
  header?: string;
  /**
   * A cookie's value.
   * @format http-token
   */
  cookie?: string;
  /** The caller's address; `true` is the only value that says something. */
  sourceAddress?: boolean;
}

/** Which endpoints are near enough. */
export const Locality = {
  /** Every endpoint. */
  Any: "any",
  /** Those in the caller's zone while there are any, else every endpoint. */
  Zone: "zone",
  /** Those on the caller's node only: where there is none, calls fail. */
  Node: "node",
} as const;
export type Locality = (typeof Locality)[keyof typeof Locality];

/** Makes an endpoint less likely to be chosen for a while after it failed or answered 429, without taking it out. */
export interface FailurePenalty {
  /** For how long. Default: 5s. */
  duration?: Duration;
  /** The most that an endpoint may ask for itself by `Retry-After`. Default: 5m. */
  maxRetryAfter?: Duration;
}

/** How a caller chooses among the endpoints of the service. */
export interface LoadBalancingPolicy {
  /** How one is chosen. Default: the mesh's own. */
  algorithm?: LoadBalancingAlgorithm;
  /** What requests to the same endpoint have in common. Only with `ring-hash` and `maglev`, which need it. */
  hashKey?: HashKey;
  /** Which endpoints are near enough. Default: `any`. */
  locality?: Locality;
  /** Makes failing endpoints less likely to be chosen. Default: off. */
  failurePenalty?: FailurePenalty;
}
