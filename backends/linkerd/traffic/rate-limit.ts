import {
  sortedUnique,
  type FeatureId,
  type ResolvedMesh,
  type ResolvedRateLimit,
  type ResolvedService,
} from "../../../model";
import type { RenderedObject } from "../../manifest";
import { policyGroup, policyVersion, portName } from "../names";
import { policyObject } from "../rendered";

/** A limit for each counted port; Linkerd takes one per Server. */
export function renderRateLimits(mesh: ResolvedMesh, service: ResolvedService): RenderedObject[] {
  const limit = service.rateLimit;
  if (!limit) return [];
  const spec = {
    ...(limit.total !== undefined && { total: { requestsPerSecond: limit.total } }),
    ...(limit.perClient !== undefined && { identity: { requestsPerSecond: limit.perClient } }),
    ...(limit.overrides.length > 0 && { overrides: overridesOf(limit) }),
  };
  const features: FeatureId[] = [
    ...(limit.total !== undefined ? ["rateLimit.total" as const] : []),
    ...(limit.perClient !== undefined ? ["rateLimit.perClient" as const] : []),
    ...(limit.overrides.length > 0 ? ["rateLimit.overrides" as const] : []),
  ];
  return service.ports
    .filter(({ port }) => limit.ports.includes(port))
    .map((port) => {
      const name = portName(service, port);
      const targetRef = { group: policyGroup, kind: "Server", name };
      const body = {
        apiVersion: policyVersion,
        kind: "HTTPLocalRateLimitPolicy",
        name,
        spec: { targetRef, ...spec },
      };
      return policyObject(mesh, service, body, features);
    });
}

/** One override for each client: those that Linkerd finds in one override share its limit. */
function overridesOf({ overrides }: ResolvedRateLimit): Record<string, unknown>[] {
  const single = overrides.flatMap(({ requestsPerSecond, clients }) =>
    clients.map(({ namespace, name }) => ({ requestsPerSecond, namespace, name })),
  );
  return sortedUnique(single, ({ namespace, name }) => `${namespace}/${name}`).map(
    ({ requestsPerSecond, namespace, name }) => ({
      requestsPerSecond,
      clientRefs: [{ kind: "ServiceAccount", namespace, name }],
    }),
  );
}
