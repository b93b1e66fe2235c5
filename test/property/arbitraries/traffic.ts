import fc from "fast-check";
import {
  HttpMethod,
  LoadBalancingAlgorithm,
  Locality,
  RetryCondition,
  type CircuitBreakingPolicy,
  type FailurePenalty,
  type GrpcMethodMatch,
  type LoadBalancingPolicy,
  type RateLimitPolicy,
  type RetryPolicy,
  type RouteDefinition,
  type RouteMatch,
  type SuccessRatePolicy,
  type TimeoutPolicy,
  type ValueMatch,
} from "../../../model";
import { headerChanges, redirect } from "./route-actions";
import { dnsLabel, duration, growing, httpToken, path, someAmong, someOf } from "./scalars";

/** What a service's ports speak; a service of these definitions speaks one of them. */
export type Kind = "http" | "grpc" | "stream";

export const method: fc.Arbitrary<HttpMethod> = fc.constantFrom(...Object.values(HttpMethod));

export const grpcMethod: fc.Arbitrary<GrpcMethodMatch> = fc
  .tuple(
    fc.stringMatching(/^[a-c]{1,3}\.[A-C][a-c]{0,3}$/),
    fc.option(fc.stringMatching(/^[A-C][a-c]{0,3}$/)),
  )
  .map(([service, name]) => ({ service, ...(name !== null && { method: name }) }));

/** Conditions on headers or query parameters, each name once. */
export const valueMatches: fc.Arbitrary<ValueMatch[]> = fc.uniqueArray(
  fc.oneof(
    fc.record({ name: httpToken, value: fc.string({ minLength: 1, maxLength: 8 }) }),
    fc.record({
      name: httpToken,
      type: fc.constant("RegularExpression" as const),
      value: fc.constantFrom(".+", "^a|b$", "[0-9]{1,3}"),
    }),
  ),
  { minLength: 1, maxLength: 2, selector: ({ name }) => name.toLowerCase() },
);

const conditions: Readonly<Record<"http" | "grpc", readonly RetryCondition[]>> = {
  http: [RetryCondition.ServerError, RetryCondition.GatewayError],
  grpc: [
    RetryCondition.Cancelled,
    RetryCondition.DeadlineExceeded,
    RetryCondition.Internal,
    RetryCondition.ResourceExhausted,
    RetryCondition.Unavailable,
  ],
};

/** Timeouts of at least a second, so that every try of `retriesOf` fits in. */
export const timeouts: fc.Arbitrary<TimeoutPolicy> = someOf<Required<TimeoutPolicy>>({
  request: fc.integer({ min: 1, max: 99_999 }).map((seconds) => `${String(seconds)}s`),
  response: duration,
  idle: duration,
});

export function retriesOf(kind: "http" | "grpc"): fc.Arbitrary<RetryPolicy> {
  const optional = someOf<Required<Pick<RetryPolicy, "on" | "statusCodes" | "perTryTimeout">>>({
    on: fc.subarray([...conditions[kind]], { minLength: 1 }),
    perTryTimeout: fc.integer({ min: 1, max: 1_000 }).map((milliseconds) => `${String(milliseconds)}ms`),
    statusCodes: fc.array(fc.integer({ min: 400, max: 599 }), { minLength: 1, maxLength: 3 }),
  });
  return fc.tuple(fc.integer({ min: 0, max: 10 }), optional).map(([attempts, { statusCodes, ...rest }]) => ({
    attempts,
    ...rest,
    ...(kind === "http" && statusCodes && { statusCodes }),
  }));
}

export const circuitBreaking: fc.Arbitrary<CircuitBreakingPolicy> = someOf({
  consecutiveFailures: fc.integer({ min: 1, max: 1_000 }),
  ejection: fc
    .tuple(growing, fc.integer({ min: 0, max: 100 }))
    .map(([[min, max], jitterPercent]) => ({ min, max, jitterPercent })),
  successRate: someOf<Required<SuccessRatePolicy>>({
    threshold: fc.double({ min: 1, max: 100, noNaN: true }),
    window: fc.integer({ min: 1, max: 99_999 }).map((seconds) => `${String(seconds)}s`),
    minRequests: fc.integer({ min: 1, max: 1_000_000 }),
  }),
});

/** Balancing that a service with requests can have; others have no failures that could be seen. */
export const loadBalancing: fc.Arbitrary<LoadBalancingPolicy> = someOf({
  algorithm: fc.constant(LoadBalancingAlgorithm.PeakEwma),
  locality: fc.constantFrom(...Object.values(Locality)),
  failurePenalty: someOf<Required<FailurePenalty>>({
    duration: fc.integer({ min: 1, max: 99_999 }).map((seconds) => `${String(seconds)}s`),
    maxRetryAfter: duration,
  }),
});

/** Limits that limit something. One client has its own: two services may share an identity, which has one limit. */
export function rateLimitOf(ids: readonly string[]): fc.Arbitrary<RateLimitPolicy> {
  const limits = fc.tuple(
    fc.integer({ min: 1_000, max: 10_000 }),
    fc.option(fc.integer({ min: 1, max: 1_000 })),
    fc.constantFrom(...ids),
    fc.integer({ min: 1, max: 1_000 }),
    fc.boolean(),
  );
  return limits.map(([total, perClient, client, requestsPerSecond, overridden]) => ({
    totalRequestsPerSecond: total,
    ...(perClient !== null && { perClientRequestsPerSecond: perClient }),
    ...(overridden && { overrides: [{ from: [client], requestsPerSecond }] }),
  }));
}

/** A match that differs from the others by its path or gRPC method, so that none can be mistaken for another. */
function matchOf(kind: "http" | "grpc"): fc.Arbitrary<RouteMatch> {
  if (kind === "grpc")
    return fc.record({ grpc: grpcMethod, headers: valueMatches }, { requiredKeys: ["grpc"] });
  const pathMatch = fc.tuple(fc.constantFrom("Exact" as const, "PathPrefix" as const), path);
  const further = someOf<Required<Pick<RouteMatch, "method" | "headers" | "query">>>({
    method,
    headers: valueMatches,
    query: valueMatches,
  });
  return fc.tuple(pathMatch, further).map(([[type, value], rest]) => ({ path: { type, value }, ...rest }));
}

function distinction({ path: of, grpc }: RouteMatch): string {
  return of ? of.value : JSON.stringify(grpc);
}

/** Up to three routes, each with a match of its own. */
export function routesOf(
  kind: "http" | "grpc",
  backends: readonly string[],
): fc.Arbitrary<RouteDefinition[]> {
  const matches = fc.uniqueArray(matchOf(kind), { maxLength: 3, selector: distinction });
  const names = fc.uniqueArray(
    dnsLabel.filter((name) => name !== "default"),
    { minLength: 3, maxLength: 3 },
  );
  const led = someOf<Required<Pick<RouteDefinition, "timeouts" | "retries" | "backends" | "requestHeaders">>>(
    {
      timeouts,
      retries: retriesOf(kind),
      requestHeaders: headerChanges,
      backends: fc
        .tuple(someAmong(backends), fc.integer({ min: 1, max: 100 }))
        .map(([services, weight]) => services.map((service) => ({ service, weight }))),
    },
  );
  const further: fc.Arbitrary<Partial<RouteDefinition>> =
    kind === "grpc"
      ? led
      : fc.oneof(
          { weight: 3, arbitrary: led },
          { weight: 1, arbitrary: fc.record({ responseHeaders: headerChanges }) },
          { weight: 1, arbitrary: fc.record({ redirect }) },
        );
  return fc
    .tuple(names, matches, fc.array(further, { minLength: 3, maxLength: 3 }))
    .map(([unique, list, policies]) =>
      list.map((match, i) => ({ name: unique[i] ?? "", matches: [match], ...policies[i] })),
    );
}
