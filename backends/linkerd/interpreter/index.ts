/**
 * What Linkerd makes of rendered objects: the policies its control plane derives from them and the decisions its proxies take.
 * Written from the semantics of edge-26.8.3 and never from the renderer, so that each can be held against the other. Routes
 * count as accepted wherever Linkerd would accept them. ServerAuthorizations, ServiceProfiles and TLS routes of Services are not
 * interpreted; `notInterpreted` finds the former.
 */
export * from "./cluster";
export * from "./filters";
export * from "./identities";
export * from "./inbound/authorizations";
export * from "./inbound/decide";
export * from "./inbound/pods";
export * from "./inbound/policy";
export * from "./inbound/rate-limit";
export * from "./inbound/routes";
export * from "./matching/request";
export * from "./networks";
export * from "./outbound/annotations";
export * from "./outbound/balancer";
export * from "./outbound/connections";
export * from "./outbound/egress";
export * from "./outbound/policy";
export * from "./outbound/redirect";
export * from "./outbound/routes";
