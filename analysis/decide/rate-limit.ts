import { Injection, type ResolvedMesh, type ResolvedService } from "../../model";
import { ownerOf } from "./owner";
import type { MeshRequest } from "./request";

/** Limits that a request counts towards, each in requests per second and pod. */
export interface RateLimitDecision {
  /** Limit on all callers together. */
  readonly total: number | undefined;
  /** Limit on this caller; callers without identity share one. */
  readonly caller: number | undefined;
}

/** Limits that hold for a request; nothing when none is declared, or the callee has no proxy that would count. */
export function decideRateLimit(
  mesh: ResolvedMesh,
  called: ResolvedService,
  { from, port: number }: Pick<MeshRequest, "from" | "port">,
): RateLimitDecision | undefined {
  const owned = ownerOf(mesh, called, number);
  const limit = owned?.service.rateLimit;
  if (!owned || !limit?.ports.includes(owned.port.port) || called.injection === Injection.Disabled)
    return undefined;
  const own = limit.overrides.find(({ clients }) =>
    clients.some(({ namespace: home, name }) => home === from?.namespace && name === from.name),
  );
  return { total: limit.total, caller: own?.requestsPerSecond ?? limit.perClient };
}
