import type { LoadBalancingAlgorithm } from "../definition";
import { quote } from "../problem";
import { durationMilliseconds } from "../values/duration";
import { carriesRequests, report, type ServiceUnderCheck, type ValidationContext } from "./context";

const hashing: readonly LoadBalancingAlgorithm[] = ["ring-hash", "maglev"];

/** A hash key stands with an algorithm that uses it, and penalties last. */
export function checkLoadBalancing(context: ValidationContext): void {
  for (const service of context.services) {
    checkHashKey(context, service);
    checkPenalty(context, service);
  }
}

function checkHashKey(context: ValidationContext, { definition, path }: ServiceUnderCheck): void {
  const { algorithm, hashKey } = definition.loadBalancing ?? {};
  const hashes = algorithm !== undefined && hashing.includes(algorithm);
  if (hashes && hashKey === undefined) {
    report(context, [path, "loadBalancing", "hashKey"], {
      message: `is missing (got algorithm ${quote(algorithm)})`,
      rule: "An algorithm that hashes needs something to hash",
      fix: `Add hashKey: { header: "x-user" }, for example`,
    });
  }
  if (hashKey === undefined) return;
  if (!hashes) {
    report(context, [path, "loadBalancing", "hashKey"], {
      message: `is used by no algorithm (got algorithm ${quote(algorithm)})`,
      rule: `A hash key is for ${hashing.join(" and ")}`,
      fix: `Set algorithm: "ring-hash", or remove the key`,
    });
  }
  const named = [hashKey.header, hashKey.cookie, hashKey.sourceAddress === true ? "address" : undefined];
  const count = named.filter((value) => value !== undefined).length;
  if (count === 1 && hashKey.sourceAddress !== false) return;
  report(context, [path, "loadBalancing", "hashKey"], {
    message: `names ${String(count)} things (got ${quote(hashKey)})`,
    rule: "A hash key is one of header, cookie and sourceAddress: true",
    fix: "Name exactly one",
  });
}

function checkPenalty(context: ValidationContext, { definition, path, portsKnown }: ServiceUnderCheck): void {
  const penalty = definition.loadBalancing?.failurePenalty;
  if (!penalty) return;
  for (const field of ["duration", "maxRetryAfter"] as const) {
    const value = penalty[field];
    if (value === undefined || durationMilliseconds(value) > 0) continue;
    report(context, [path, "loadBalancing", "failurePenalty", field], {
      message: `is zero (got ${quote(value)})`,
      rule: "A penalty lasts",
      fix: "Leave the field out for the default, or failurePenalty for none",
    });
  }
  if (!portsKnown || (definition.ports ?? []).some(({ protocol }) => carriesRequests(protocol))) return;
  report(context, [path, "loadBalancing", "failurePenalty"], {
    message: "needs a port on which requests are seen, and the service has none",
    rule: "Failures are seen on http, http2 and grpc ports",
    fix: "Declare such a port, or remove it",
  });
}
