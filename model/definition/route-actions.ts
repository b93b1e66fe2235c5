import type {
  DnsSubdomain,
  Duration,
  ErrorStatusCode,
  HeaderName,
  HeaderText,
  PortNumber,
  ServiceReference,
} from "./scalars";

/** How a path is replaced; the words are Gateway API's. */
export const PathModifierType = {
  /** The whole path, and the query with it. */
  ReplaceFullPath: "ReplaceFullPath",
  /** The prefix by which the route matched; what follows it is kept, the query too. */
  ReplacePrefixMatch: "ReplacePrefixMatch",
} as const;
export type PathModifierType = (typeof PathModifierType)[keyof typeof PathModifierType];

/** A new path. */
export interface PathModifier {
  /** What is replaced. Default: none, so that nothing is guessed. */
  type: PathModifierType;
  /** What stands in its place. Starts with `/`. */
  value: string;
}

/** Schemes of URLs. */
export const UrlScheme = {
  Http: "http",
  Https: "https",
} as const;
export type UrlScheme = (typeof UrlScheme)[keyof typeof UrlScheme];

/** Statuses of an answer that names another place. */
export const RedirectStatus = {
  MovedPermanently: 301,
  Found: 302,
  SeeOther: 303,
  TemporaryRedirect: 307,
  PermanentRedirect: 308,
} as const;
export type RedirectStatus = (typeof RedirectStatus)[keyof typeof RedirectStatus];

/** Answers with the address of another place. What is not named stays as in the request; at least one thing is. */
export interface RedirectAction {
  /** Scheme of the new address. */
  scheme?: UrlScheme;
  /** Host of the new address. */
  host?: DnsSubdomain;
  /** Port of the new address. Default: that of `scheme` (80, 443) where one is named, else the request's. */
  port?: PortNumber;
  /** Path of the new address. */
  path?: PathModifier;
  /** Status of the answer. Default: 302. */
  status?: RedirectStatus;
}

/** Changes a request's address on its way, without the caller's knowledge. At least one field is there. */
export interface RewriteAction {
  /** Host that the callee sees. */
  host?: DnsSubdomain;
  /** Path that the callee sees. */
  path?: PathModifier;
}

/** A header and its value. */
export interface HeaderValue {
  /** Name; case-insensitive. */
  name: HeaderName;
  /** Value. */
  value: HeaderText;
}

/** Changes to headers. A header is named once. At most 16 of each kind; at least one. */
export interface HeaderChanges {
  /**
   * Headers that get this value, whatever they had.
   * @minItems 1
   * @maxItems 16
   */
  set?: HeaderValue[];
  /**
   * Headers that get this value besides those they had.
   * @minItems 1
   * @maxItems 16
   */
  add?: HeaderValue[];
  /**
   * Names of headers that are taken out.
   * @minItems 1
   * @maxItems 16
   */
  remove?: HeaderName[];
}

/** Sends a copy of requests to another service, whose answers are thrown away. */
export interface MirrorAction {
  /** Service of this definition: `name` in the same namespace, or `namespace/name`. */
  service: ServiceReference;
  /** Port of that service. Default: the same number as the route's port. */
  port?: PortNumber;
  /**
   * Share of the requests that is copied. Unit: percent. Range: 0–100. Default: 100.
   * @minimum 0
   * @maximum 100
   */
  percent?: number;
}

/** Holds requests up. */
export interface DelayFault {
  /** How long. */
  duration: Duration;
  /**
   * Share of the requests. Unit: percent. Range: 0–100.
   * @minimum 0
   * @maximum 100
   */
  percent: number;
}

/** Answers requests with a failure instead of passing them on. */
export interface AbortFault {
  /** HTTP status of the answer. On grpc ports the gRPC status that it maps to is answered. */
  status: ErrorStatusCode;
  /**
   * Share of the requests. Unit: percent. Range: 0–100.
   * @minimum 0
   * @maximum 100
   */
  percent: number;
}

/** Failures on purpose, to see what callers make of them. At least one field is there. */
export interface FaultInjection {
  /** Holds requests up. Default: none. */
  delay?: DelayFault;
  /** Answers with a failure. Default: none. */
  abort?: AbortFault;
}
