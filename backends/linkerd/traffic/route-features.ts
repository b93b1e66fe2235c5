import type {
  FeatureId,
  ResolvedRetries,
  ResolvedRoute,
  ResolvedService,
  RetryCondition,
} from "../../../model";
import { featuresOfMatches } from "../../gateway-api/match-features";

/** Features that cause the object of a route. */
export function featuresOfRoute(service: ResolvedService, route: ResolvedRoute): FeatureId[] {
  const written = service.definition.routes?.find(({ name }) => name === route.name);
  const canary = written?.backends ? undefined : service.definition.canary;
  const { redirect, requestHeaders, responseHeaders } = route.actions;
  return [
    ...featuresOfMatches(written?.matches ?? []),
    ...when(written?.backends !== undefined, "routes.weights"),
    ...when(redirect !== undefined, "routes.redirect"),
    ...when(requestHeaders !== undefined, "routes.requestHeaders"),
    ...when(responseHeaders !== undefined, "routes.responseHeaders"),
    ...when(canary !== undefined, "canary.weight"),
    ...when(canary?.steps !== undefined, "canary.steps"),
    ...when(canary?.headers !== undefined, "canary.headers"),
    ...when(route.requestTimeoutMs !== undefined, "timeouts.request"),
    ...when(route.responseTimeoutMs !== undefined, "timeouts.response"),
    ...when(route.idleTimeoutMs !== undefined, "timeouts.idle"),
    ...(route.retries ? retryFeatures(route.retries) : []),
  ];
}

function when(condition: boolean, feature: FeatureId): FeatureId[] {
  return condition ? [feature] : [];
}

const featureOfCondition: Readonly<Record<RetryCondition, FeatureId>> = {
  "5xx": "retries.on.5xx",
  "gateway-error": "retries.on.gatewayError",
  "connect-failure": "retries.on.connectFailure",
  reset: "retries.on.reset",
  cancelled: "retries.on.cancelled",
  "deadline-exceeded": "retries.on.deadlineExceeded",
  internal: "retries.on.internal",
  "resource-exhausted": "retries.on.resourceExhausted",
  unavailable: "retries.on.unavailable",
};

/** Features that retries make use of. */
export function retryFeatures(retries: ResolvedRetries): FeatureId[] {
  return [
    "retries.attempts",
    ...retries.on.map((condition) => featureOfCondition[condition]),
    ...(retries.statusCodes.length > 0 ? ["retries.statusCodes" as const] : []),
    ...(retries.perTryTimeoutMs !== undefined ? ["retries.perTryTimeout" as const] : []),
  ];
}
