import type { FeatureId, RouteMatch } from "../../model";

const featureOfPart = {
  method: "routes.match.method",
  path: "routes.match.path",
  headers: "routes.match.headers",
  query: "routes.match.query",
  grpc: "routes.match.grpc",
} as const satisfies Record<keyof RouteMatch, FeatureId>;

/** Features that the matches of a route make use of. */
export function featuresOfMatches(matches: readonly RouteMatch[]): FeatureId[] {
  const parts = Object.keys(featureOfPart) as (keyof typeof featureOfPart)[];
  return parts
    .filter((part) => matches.some((match) => match[part] !== undefined))
    .map((part) => featureOfPart[part]);
}
