import type { ResolvedService } from "../../model";
import type { MeshRequest } from "./request";

/** Limits that a request counts towards, each in requests per second and pod. */
export interface RateLimitDecision {
  /** Limit on all callers together. */
  readonly total: number | undefined;
  /** Limit on this caller; callers without identity share one. */
  readonly caller: number | undefined;
}

/** Limits that hold for a request on a port; nothing when its requests are not counted. */
export function decideRateLimit(
  service: ResolvedService,
  { from, port }: Pick<MeshRequest, "from" | "port">,
): RateLimitDecision | undefined {
  const limit = service.rateLimit;
  if (!limit?.ports.includes(port)) return undefined;
  const own = limit.overrides.find(({ clients }) =>
    clients.some(({ namespace, name }) => namespace === from?.namespace && name === from.name),
  );
  return { total: limit.total, caller: own?.requestsPerSecond ?? limit.perClient };
}
