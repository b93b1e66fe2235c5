import { AnchorState, defaults } from "../../model";
import type { AnchorPlan } from "../installation";

const hoursPerDay = 24;

export function hoursOf(days: number): number {
  return days * hoursPerDay;
}

/**
 * Root of the webhooks' certificates where no anchor can sign them. Only the API server trusts it, and only for these webhooks:
 * it can give nobody an identity in the mesh.
 */
export function webhookAuthority(namespace: string, trustDomain: string): AnchorPlan {
  return {
    name: "webhooks",
    state: AnchorState.Active,
    commonName: `webhooks.${namespace}.${trustDomain}`,
    validityHours: hoursOf(defaults.anchorValidityDays),
  };
}
