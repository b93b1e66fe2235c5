import type { Cluster } from "../cluster";
import { serviceAccountIdentity } from "../identities";
import { routesByAge } from "../order";

/** Requests per second that each pod lets through; beyond, it answers 429. */
export interface RateLimit {
  readonly name: string;
  readonly total: number | undefined;
  /** For each identity that no override names; callers without identity share one. */
  readonly perIdentity: number | undefined;
  /** Each limit is shared by all of its identities. */
  readonly overrides: readonly {
    readonly identities: readonly string[];
    readonly requestsPerSecond: number;
  }[];
}

interface Limit {
  readonly requestsPerSecond: number;
}

/** The limit of a Server: the oldest of those that name it. */
export function rateLimitOf(cluster: Cluster, namespace: string, server: string): RateLimit | undefined {
  const policies = cluster.objects("policy.linkerd.io", "HTTPLocalRateLimitPolicy", namespace);
  for (const policy of routesByAge(policies)) {
    const spec = policy["spec"] as {
      readonly targetRef: { readonly kind: string; readonly name: string };
      readonly total?: Limit;
      readonly identity?: Limit;
      readonly overrides?: readonly (Limit & {
        readonly clientRefs: readonly { readonly name: string; readonly namespace?: string }[];
      })[];
    };
    if (spec.targetRef.kind !== "Server" || spec.targetRef.name !== server) continue;
    return {
      name: policy.metadata.name,
      total: spec.total?.requestsPerSecond,
      perIdentity: spec.identity?.requestsPerSecond,
      overrides: (spec.overrides ?? []).map(({ requestsPerSecond, clientRefs }) => ({
        requestsPerSecond,
        identities: clientRefs.map((client) =>
          serviceAccountIdentity(cluster.settings, client.namespace ?? namespace, client.name),
        ),
      })),
    };
  }
  return undefined;
}

/** Limit on one caller, and with whom it is shared: of several overrides for one identity the last one holds. */
export function limitOnCaller(
  { overrides, perIdentity }: RateLimit,
  identity: string | undefined,
): { readonly requestsPerSecond: number; readonly shared: boolean } | undefined {
  const own = overrides
    .filter(({ identities }) => identity !== undefined && identities.includes(identity))
    .at(-1);
  if (own) return { requestsPerSecond: own.requestsPerSecond, shared: own.identities.length > 1 };
  return perIdentity === undefined ? undefined : { requestsPerSecond: perIdentity, shared: false };
}
