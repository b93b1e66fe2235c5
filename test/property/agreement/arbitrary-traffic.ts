import fc from "fast-check";
import type {
  CanaryDefinition,
  CircuitBreakingPolicy,
  HeaderChanges,
  LoadBalancingPolicy,
  RateLimitPolicy,
  RedirectAction,
  RetryPolicy,
  RouteDefinition,
  RouteMatch,
  TimeoutPolicy,
  ValueMatch,
} from "../../../model";
import { listOf, oneOf, some, type PortKind } from "./arbitraries";
import { pools } from "./pools";

const value: fc.Arbitrary<ValueMatch> = fc.oneof(
  fc.record({ name: oneOf(pools.headerNames), value: oneOf(pools.values) }),
  fc.record({
    name: oneOf(pools.headerNames),
    type: fc.constant("RegularExpression" as const),
    value: oneOf(pools.expressions),
  }),
);

const path = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ type: oneOf(["Exact", "PathPrefix"] as const), value: oneOf(pools.paths) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant("RegularExpression" as const),
      value: oneOf(pools.pathExpressions),
    }),
  },
);

const grpc = fc.record(
  { service: oneOf(pools.grpcServices), method: oneOf(pools.grpcMethods) },
  { requiredKeys: ["service"] },
);

function matchFor(kind: PortKind): fc.Arbitrary<RouteMatch> {
  if (kind === "grpc") return some({ headers: listOf(value), grpc });
  return some({ headers: listOf(value), path, method: oneOf(pools.methods), query: listOf(value, 1) });
}

export const arbitraryTimeouts: fc.Arbitrary<TimeoutPolicy> = some({
  request: oneOf(["1s", "10s"]),
  response: oneOf(["1s", "5s"]),
  idle: oneOf(["1m", "250ms"]),
});

export function retriesFor(kind: PortKind): fc.Arbitrary<RetryPolicy> {
  const attempts = fc.integer({ min: 0, max: 3 });
  const perTryTimeout = fc.constant("500ms");
  const requiredKeys: ["attempts"] = ["attempts"];
  if (kind === "grpc") {
    const on = listOf(oneOf(["unavailable", "internal", "cancelled"] as const));
    return fc.record({ attempts, perTryTimeout, on }, { requiredKeys });
  }
  const on = listOf(oneOf(["5xx", "gateway-error"] as const));
  const statusCodes = listOf(oneOf([404, 503, 504]));
  return fc.record({ attempts, perTryTimeout, on, statusCodes }, { requiredKeys });
}

const headerNames = ["x", "X", "x-y", "server"];
const headerValues = fc.uniqueArray(fc.record({ name: oneOf(headerNames), value: oneOf(pools.values) }), {
  minLength: 1,
  maxLength: 2,
  selector: ({ name }) => name,
});
const headerChanges: fc.Arbitrary<HeaderChanges> = some({
  set: headerValues,
  add: headerValues,
  remove: listOf(oneOf(headerNames)),
});

const redirect: fc.Arbitrary<RedirectAction> = some({
  scheme: oneOf(["http", "https"] as const),
  host: oneOf(["x.a", "elsewhere.example"]),
  port: oneOf([80, 443, 8080]),
  path: fc.record({
    type: oneOf(["ReplaceFullPath", "ReplacePrefixMatch"] as const),
    value: oneOf(["/", "/new", "/new/", "/a/b"]),
  }),
  status: oneOf([301, 302, 307] as const),
});

export function routeFor(kind: PortKind, services: readonly string[]): fc.Arbitrary<RouteDefinition> {
  const backend = fc.record(
    { service: oneOf(services), weight: oneOf([0, 1, 10, 90]) },
    { requiredKeys: ["service"] },
  );
  if (kind === "tcp") return fc.record({ name: oneOf(pools.routeNames), backends: listOf(backend) });
  const answered = fc.record(
    {
      name: oneOf(pools.routeNames),
      matches: listOf(fc.record({ path: fc.record({ value: oneOf(pools.paths) }) }), 2),
      redirect,
    },
    { requiredKeys: ["name", "matches", "redirect"] },
  );
  const led = fc.record(
    {
      name: oneOf(pools.routeNames),
      matches: listOf(matchFor(kind), 3),
      backends: listOf(backend),
      timeouts: arbitraryTimeouts,
      retries: retriesFor(kind),
      requestHeaders: headerChanges,
      ...(kind === "http" && { responseHeaders: headerChanges }),
    },
    { requiredKeys: ["name"] },
  );
  return kind === "grpc" ? led : fc.oneof({ weight: 4, arbitrary: led }, { weight: 1, arbitrary: answered });
}

export function canaryAmong(names: readonly string[]): fc.Arbitrary<CanaryDefinition> {
  return fc.record(
    {
      candidate: oneOf(names),
      weight: oneOf([0, 10, 100]),
      headers: listOf(value),
      steps: oneOf([[10, 50, 100], [10], [100]]),
      ports: listOf(oneOf(pools.ports)),
    },
    { requiredKeys: ["candidate", "weight"] },
  );
}

export const arbitraryCircuitBreaking: fc.Arbitrary<CircuitBreakingPolicy> = some({
  consecutiveFailures: oneOf([1, 7]),
  ejection: some({
    min: oneOf(["1s", "2s"]),
    max: oneOf(["3m", "5s"]),
    jitterPercent: oneOf([0, 12.5, 100]),
  }),
  successRate: some({
    threshold: oneOf([1, 57, 99.9]),
    window: oneOf(["5ms", "10s"]),
    minRequests: oneOf([1, 20]),
  }),
  honorRetryAfter: fc.boolean(),
});

export const arbitraryLoadBalancing: fc.Arbitrary<LoadBalancingPolicy> = some({
  algorithm: fc.constant("peak-ewma"),
  locality: oneOf(["any", "zone", "node"] as const),
});

/** With what only a service has that answers requests. */
export const arbitraryBalancing: fc.Arbitrary<LoadBalancingPolicy> = fc
  .tuple(arbitraryLoadBalancing, some({ duration: oneOf(["1s", "99999h"]), maxRetryAfter: oneOf(["1m"]) }))
  .map(([policy, failurePenalty]) => ({ ...policy, failurePenalty }));

export function rateLimitFor(services: readonly string[]): fc.Arbitrary<RateLimitPolicy> {
  return some({
    totalRequestsPerSecond: oneOf([100, 200]),
    perClientRequestsPerSecond: oneOf([10, 20]),
    overrides: listOf(fc.record({ from: listOf(oneOf(services)), requestsPerSecond: oneOf([5, 50]) })),
  });
}
