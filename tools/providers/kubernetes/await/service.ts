import { at, listAt, nameOf, stringAt } from "../object/manifest";
import { isPropertyMap } from "../../shared/property-value";
import type { Assessment, ReadinessRule, ReadinessView } from "./readiness-rule";

/** Endpoints come one after another; after this long without a new one, no more are expected. */
const settleMs = 2000;

/**
 * A Service works once a load balancer, where it asks for one, has an address, and all Pods that it selects answer. One
 * that selects no Pods works all the same: they may come later.
 */
export const serviceRule: ReadinessRule = {
  related: ["endpoints"],
  onRefresh: true,
  assess,
  goodEnough: (view) => hasAddress(view) && !pendingEndpoints(view),
};

function assess(view: ReadinessView): Assessment {
  if (!selectsPods(view)) return { ready: hasAddress(view), ...addressNotes(view) };
  const own = endpointsOf(view);
  const quiet = own === undefined ? 0 : view.quietMs("endpoints", nameOf(own));
  const settled = own !== undefined && quiet >= settleMs;
  if (hasAddress(view) && settled && !pendingEndpoints(view)) return { ready: true };
  const targets =
    own !== undefined && listAt(own, "subsets").some((subset) => listAt(subset, "addresses").length > 0);
  return {
    ready: false,
    status:
      targets && settled
        ? "[2/3] Attempting to allocate IP address to Service"
        : "[1/3] Finding Pods to direct traffic to",
    reasons: [
      ...(targets
        ? []
        : [
            "Service does not target any Pods. Selected Pods may not be ready, or field '.spec.selector' may not match labels on any Pods",
          ]),
      ...(addressNotes(view).reasons ?? []),
    ],
    ...(own !== undefined && !settled && { againInMs: settleMs - quiet }),
  };
}

function typeOf({ object }: ReadinessView): string {
  return stringAt(object, "spec", "type");
}

function hasAddress(view: ReadinessView): boolean {
  return (
    typeOf(view) !== "LoadBalancer" || listAt(view.object, "status", "loadBalancer", "ingress").length > 0
  );
}

function addressNotes(view: ReadinessView): Pick<Assessment, "reasons" | "status"> {
  return hasAddress(view)
    ? {}
    : {
        status: "[2/3] Attempting to allocate IP address to Service",
        reasons: ["Service was not allocated an IP address; does your cloud provider support this?"],
      };
}

function selectsPods(view: ReadinessView): boolean {
  const selector = at(view.object, "spec", "selector");
  return (
    typeOf(view) !== "ExternalName" &&
    stringAt(view.object, "spec", "clusterIP") !== "None" &&
    isPropertyMap(selector) &&
    Object.keys(selector).length > 0
  );
}

function endpointsOf(view: ReadinessView) {
  return view.related("endpoints").find((endpoints) => nameOf(endpoints) === nameOf(view.object));
}

function pendingEndpoints(view: ReadinessView): boolean {
  if (!selectsPods(view)) return false;
  return listAt(endpointsOf(view), "subsets").some(
    (subset) => listAt(subset, "notReadyAddresses").length > 0,
  );
}
