import type { ValueMatch } from "./match";
import type { DnsLabel, PortNumber } from "./scalars";

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
