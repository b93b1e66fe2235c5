import type { JwtRequirement } from "./jwt";
import type { GrpcMethodMatch, HttpMethod, PathMatch } from "./match";
import type {
  Cidr,
  DnsLabel,
  GatewayReference,
  PortNumber,
  ServiceAccountReference,
  ServiceReference,
} from "./scalars";

/** A class of callers too wide to be named one by one. */
export const AnySource = {
  /** Every workload with an identity of this mesh. */
  Meshed: "meshed",
  /** Everyone, also callers without identity or encryption. For entry points. */
  Anyone: "anyone",
} as const;
export type AnySource = (typeof AnySource)[keyof typeof AnySource];

/** A range of addresses. */
export interface NetworkSource {
  /** IPv4 or IPv6 range in CIDR notation. */
  cidr: Cidr;
  /** Ranges inside `cidr` that are left out. Default: none. */
  except?: Cidr[];
}

/** Callers. What the fields name is added up: a caller that any of them names is meant. At least one is needed. */
export interface AccessSource {
  /** Services of this definition: `name` in the same namespace, or `namespace/name`. */
  from?: ServiceReference[];
  /** Identities outside the definition: `namespace/service-account`. */
  fromServiceAccounts?: ServiceAccountReference[];
  /** Gateways of this definition: `name` in the same namespace, or `namespace/name`. Whatever comes in through them, told by the service account of their pods. */
  fromGateways?: GatewayReference[];
  /** Every meshed workload of these namespaces. */
  fromNamespaces?: DnsLabel[];
  /** Callers by address, with or without identity. Traffic is then not necessarily encrypted. */
  fromNetworks?: NetworkSource[];
  /** A class of callers. */
  fromAny?: AnySource;
}

/** Requests. Within one entry every field must hold; an absent field holds for all. */
export interface RequestMatch {
  /**
   * HTTP methods, any of them. Default: all.
   * @minItems 1
   */
  methods?: HttpMethod[];
  /** Path, `Exact` or `PathPrefix`. Default: all. */
  path?: PathMatch;
  /** gRPC service and method, on ports whose protocol is grpc. Default: all. */
  grpc?: GrpcMethodMatch;
}

/**
 * Names callers and what they may do, or, in `deny`, what they may not. Rules are added up; what no rule allows is denied, and
 * what a `deny` rule names is denied whatever allows it.
 * Linkerd: an AuthorizationPolicy on the port's Server, or on one route of it when `requests` narrows the rule.
 */
export interface AccessRule extends AccessSource {
  /**
   * Ports of the service (not target ports). Default: all of its ports.
   * @minItems 1
   */
  ports?: PortNumber[];
  /**
   * Requests that are allowed. Default: all. Only for ports that speak http, http2 or grpc.
   * @minItems 1
   */
  requests?: RequestMatch[];
  /** Token that the request must carry besides. Default: none. Unsupported: Linkerd. */
  jwt?: JwtRequirement;
}
