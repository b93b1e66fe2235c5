import type { ServiceObject } from "../cluster";
import { UnreadableAnnotation, duration, type Annotations } from "./annotations";

/** When an endpoint is taken out, and for how long, in milliseconds. */
export interface Breaker {
  /** Failures in a row. */
  readonly maxFailures: number;
  readonly minPenalty: number;
  readonly maxPenalty: number;
  /** Share of a penalty that may come on top. */
  readonly jitter: number;
  /** In the unified mode also by the share of requests that succeed. */
  readonly successRate:
    { readonly threshold: number; readonly window: number; readonly minRequests: number } | undefined;
  /** Only the unified mode heeds it. */
  readonly honorsRetryAfter: boolean;
}

/** How a caller chooses among endpoints. */
export interface Balancing {
  /** `zone`: while there are any there, by the hints of Kubernetes. */
  readonly near: "any" | "zone" | "node";
  /** How long a failure counts against an endpoint, and the most that it may ask for itself. */
  readonly penalty: { readonly duration: number; readonly maxRetryAfter: number } | undefined;
}

const accrual = "balancer.linkerd.io/failure-accrual";
const alpha = "balancer.alpha.linkerd.io";

/** The circuit breaker of a Service. A value that cannot be read switches all of it off. */
export function readBreaker(annotations: Annotations): Breaker | undefined {
  const mode = annotations[accrual];
  if (mode !== "consecutive" && mode !== "unified") return undefined;
  return orNothing(() => {
    const jitter = number(annotations, `${accrual}-consecutive-jitter-ratio`, 0.5);
    const breaker = {
      maxFailures: wholeNumber(annotations, `${accrual}-consecutive-max-failures`, 7),
      minPenalty: duration(annotations, `${accrual}-consecutive-min-penalty`) ?? 1_000,
      maxPenalty: duration(annotations, `${accrual}-consecutive-max-penalty`) ?? 60_000,
      jitter,
      successRate: mode === "unified" ? readSuccessRate(annotations) : undefined,
      honorsRetryAfter: mode === "unified" && readRetryAfter(annotations),
    };
    const wrong =
      breaker.minPenalty > breaker.maxPenalty || breaker.maxPenalty === 0 || jitter < 0 || jitter > 100;
    return wrong ? undefined : breaker;
  });
}

function readSuccessRate(annotations: Annotations): NonNullable<Breaker["successRate"]> | undefined {
  const key = `${alpha}/failure-accrual-success-rate`;
  const threshold = number(annotations, `${key}-threshold`, 0.8);
  const window = duration(annotations, `${key}-window`) ?? 10_000;
  const minRequests = wholeNumber(annotations, `${key}-min-requests`, 5);
  if (threshold < 0 || threshold > 1 || window === 0) throw new UnreadableAnnotation(key);
  if (threshold === 0) return undefined;
  if (window < 10 || minRequests > 1_000_000) throw new UnreadableAnnotation(key);
  return { threshold, window, minRequests };
}

/** A value that cannot be read is none; the breaker stays. */
function readRetryAfter(annotations: Annotations): boolean {
  return orNothing(() => truth(annotations, `${alpha}/failure-accrual-honor-retry-after`)) ?? false;
}

export function readBalancing({
  annotations = {},
  trafficDistribution,
  internalTrafficPolicy,
}: ServiceObject): Balancing {
  const zonal =
    ["PreferClose", "PreferSameZone"].includes(trafficDistribution ?? "") ||
    annotations["service.kubernetes.io/topology-mode"] === "Auto";
  return {
    near: internalTrafficPolicy === "Local" ? "node" : zonal ? "zone" : "any",
    penalty: orNothing(() => readPenalty(annotations)),
  };
}

function readPenalty(annotations: Annotations): Balancing["penalty"] {
  if (!truth(annotations, `${alpha}/penalize-failures`)) return undefined;
  const penalty = duration(annotations, `${alpha}/load-biaser-penalty`) ?? 5_000;
  if (penalty > 2 ** 32 - 1) throw new UnreadableAnnotation("load-biaser-penalty");
  return {
    duration: penalty,
    maxRetryAfter: duration(annotations, `${alpha}/load-biaser-max-retry-after`) ?? 300_000,
  };
}

function truth(annotations: Annotations, key: string): boolean {
  const text = annotations[key]?.trim();
  if (text === undefined || ["0", "f", "F", "false", "FALSE", "False"].includes(text)) return false;
  if (["1", "t", "T", "true", "TRUE", "True"].includes(text)) return true;
  throw new UnreadableAnnotation(text);
}

function wholeNumber(annotations: Annotations, key: string, otherwise: number): number {
  const text = annotations[key]?.trim();
  if (text === undefined) return otherwise;
  if (!/^\d{1,10}$/.test(text)) throw new UnreadableAnnotation(text);
  return Number(text);
}

function number(annotations: Annotations, key: string, otherwise: number): number {
  const text = annotations[key]?.trim();
  if (text === undefined) return otherwise;
  if (text === "" || Number.isNaN(Number(text))) throw new UnreadableAnnotation(text);
  return Number(text);
}

function orNothing<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof UnreadableAnnotation) return undefined;
    throw error;
  }
}
