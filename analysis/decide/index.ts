export { AccessGround, decideAccess, type AccessDecision, type RefusedBy } from "./access";
export { decide, type BackendDecision, type Decision } from "./decide";
export { type RateLimitDecision } from "./rate-limit";
export { type MeshRequest, type NamedValue } from "./request";
export { type RouteTreatment } from "./route";
export { decideScrape } from "./scrape";
