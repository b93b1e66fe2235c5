/** Annotations of an object. */
export type Annotations = Readonly<Record<string, string>>;

/** Bounds on waiting, in milliseconds. */
export interface Timeouts {
  readonly request?: number;
  readonly response?: number;
  readonly idle?: number;
}

/** Range of HTTP statuses, both ends included. */
export interface StatusRange {
  readonly min: number;
  readonly max: number;
}

export interface Retry<C> {
  readonly limit: number;
  readonly timeout: number | undefined;
  /** Nothing: no status is retried. */
  readonly conditions: readonly C[] | undefined;
}

/** An annotation that Linkerd cannot read: it ignores the whole route, or on a Service the whole setting. */
export class UnreadableAnnotation extends Error {}

const unitMilliseconds: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** One whole number and one unit; a bare 0 is allowed. */
function readDuration(text: string): number {
  const [, digits, unit] = /^(\d+)([a-z]*)$/.exec(text.trim()) ?? [];
  const multiplier = unit === "" && Number(digits) === 0 ? 1 : unitMilliseconds[unit ?? ""];
  if (digits === undefined || multiplier === undefined) throw new UnreadableAnnotation(text);
  return Number(digits) * multiplier;
}

/** A duration where the annotation is there. */
export function duration(annotations: Annotations, key: string): number | undefined {
  const text = annotations[key];
  return text === undefined ? undefined : readDuration(text);
}

export function readTimeouts(annotations: Annotations): Timeouts {
  const request = duration(annotations, "timeout.linkerd.io/request");
  const response = duration(annotations, "timeout.linkerd.io/response");
  const idle = duration(annotations, "timeout.linkerd.io/idle");
  return {
    ...(request !== undefined && { request }),
    ...(response !== undefined && { response }),
    ...(idle !== undefined && { idle }),
  };
}

function readRetry<C>(
  annotations: Annotations,
  key: string,
  condition: (text: string) => C,
): Retry<C> | undefined {
  const written = annotations["retry.linkerd.io/limit"];
  if (written !== undefined && !/^\d{1,5}$/.test(written)) throw new UnreadableAnnotation(written);
  // A limit of zero is no limit at all, and a timeout of zero no timeout.
  const limit = Number(written ?? 0) || undefined;
  const timeout = (duration(annotations, "retry.linkerd.io/timeout") ?? 0) || undefined;
  const conditions = annotations[key]?.split(",").map(condition);
  if (limit === undefined && timeout === undefined && conditions === undefined) return undefined;
  return { limit: limit ?? 1, timeout, conditions };
}

export function readHttpRetry(annotations: Annotations): Retry<StatusRange> | undefined {
  return readRetry(annotations, "retry.linkerd.io/http", statusRange);
}

function statusRange(text: string): StatusRange {
  const word = text.toLowerCase();
  if (word === "5xx") return { min: 500, max: 599 };
  if (word === "gateway-error") return { min: 502, max: 504 };
  const [, from, to] = /^(\d+)(?:-(\d+))?$/.exec(word) ?? [];
  const [min, max] = [Number(from), Number(to ?? from)];
  if (!(min >= 100 && min <= max && max < 600)) throw new UnreadableAnnotation(text);
  return { min, max };
}

const grpcConditions = ["cancelled", "deadline-exceeded", "internal", "resource-exhausted", "unavailable"];

export function readGrpcRetry(annotations: Annotations): Retry<string> | undefined {
  return readRetry(annotations, "retry.linkerd.io/grpc", (text) => {
    const condition = text.toLowerCase();
    if (!grpcConditions.includes(condition)) throw new UnreadableAnnotation(text);
    return condition;
  });
}
