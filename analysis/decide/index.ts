export { AccessGround, decideAccess, type AccessDecision, type RefusedBy } from "./access";
export { decideEntry, type EntryDecision, type EntryRequest } from "./entry";
export { decide, type BackendDecision, type Decision } from "./decide";
export {
  EgressGround,
  decideEgress,
  type EgressDecision,
  type EgressRequest,
  type EgressTraffic,
  type EgressTreatment,
} from "./egress";
export { type RateLimitDecision } from "./rate-limit";
export { type MeshRequest, type NamedValue, type ProvenToken } from "./request";
export { type RedirectDecision } from "./redirect";
export { type RouteTreatment } from "./route";
export { decideScrape } from "./scrape";
