/** Leaves of circuit breaking, load balancing, rate limits and canaries; see the table of all. */
export const resilienceFields = {
  "CircuitBreakingPolicy.consecutiveFailures": [
    "circuitBreaking.consecutiveFailures",
    "Ejection after failures in a row",
  ],
  "CircuitBreakingPolicy.successRate": ["circuitBreaking.successRate", "Ejection by rate of success"],
  "EjectionTime.jitterPercent": ["circuitBreaking.jitter", "Chance in the time an endpoint stays out"],
  "CircuitBreakingPolicy.honorRetryAfter": [
    "circuitBreaking.honorRetryAfter",
    "Ejection for as long as Retry-After says",
  ],
  "CircuitBreakingPolicy.ejection": ["circuitBreaking.ejection", "Time an endpoint stays out"],
  "CircuitBreakingPolicy.maxEjectionPercent": [
    "circuitBreaking.maxEjectionPercent",
    "Bound on ejected endpoints",
  ],
  "CircuitBreakingPolicy.maxConnections": ["circuitBreaking.maxConnections", "Bound on connections"],
  "CircuitBreakingPolicy.maxPendingRequests": [
    "circuitBreaking.maxPendingRequests",
    "Bound on waiting requests",
  ],
  "LoadBalancingPolicy.algorithm=peak-ewma": ["loadBalancing.peakEwma", "Fastest of two"],
  "LoadBalancingPolicy.algorithm=least-request": ["loadBalancing.leastRequest", "Fewest open requests"],
  "LoadBalancingPolicy.algorithm=round-robin": ["loadBalancing.roundRobin", "One after the other"],
  "LoadBalancingPolicy.algorithm=random": ["loadBalancing.random", "Any endpoint"],
  "LoadBalancingPolicy.algorithm=ring-hash": ["loadBalancing.ringHash", "Hash on a ring"],
  "LoadBalancingPolicy.algorithm=maglev": ["loadBalancing.maglev", "Hash by Maglev's table"],
  "HashKey.header": ["loadBalancing.hash.header", "Same endpoint for a header"],
  "HashKey.cookie": ["loadBalancing.hash.cookie", "Same endpoint for a cookie"],
  "HashKey.sourceAddress": ["loadBalancing.hash.sourceAddress", "Same endpoint for an address"],
  "LoadBalancingPolicy.locality=any": ["loadBalancing.locality.any", "Endpoints anywhere"],
  "LoadBalancingPolicy.locality=zone": [
    "loadBalancing.locality.zone",
    "Endpoints of the caller's zone first",
  ],
  "LoadBalancingPolicy.locality=node": ["loadBalancing.locality.node", "Endpoints of the caller's node only"],
  "LoadBalancingPolicy.failurePenalty": ["loadBalancing.failurePenalty", "Less traffic to failing endpoints"],
  "RateLimitPolicy.totalRequestsPerSecond": ["rateLimit.total", "Rate limit in total"],
  "RateLimitPolicy.perClientRequestsPerSecond": ["rateLimit.perClient", "Rate limit per client"],
  "RateLimitPolicy.overrides": ["rateLimit.overrides", "Rate limit of single clients"],
  "CanaryDefinition.weight": ["canary.weight", "Canary by weight"],
  "CanaryDefinition.steps": ["canary.steps", "Canary by plan"],
  "CanaryDefinition.headers": ["canary.headers", "Canary by header"],
} as const satisfies Record<string, readonly [id: string, title: string]>;

/** Fields of theirs that carry no feature. */
export const resilienceFieldsWithoutFeature: readonly string[] = [
  "EjectionTime.min",
  "EjectionTime.max",
  "SuccessRatePolicy.threshold",
  "SuccessRatePolicy.window",
  "SuccessRatePolicy.minRequests",
  "LoadBalancingPolicy.hashKey",
  "FailurePenalty.duration",
  "FailurePenalty.maxRetryAfter",
  "RateLimitPolicy.ports",
  "RateLimitOverride.from",
  "RateLimitOverride.requestsPerSecond",
  "CanaryDefinition.candidate",
  "CanaryDefinition.ports",
];
