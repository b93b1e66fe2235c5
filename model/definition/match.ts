/** How a path is compared; the words are Gateway API's. */
export const PathMatchType = {
  /** The whole path, case-sensitive. */
  Exact: "Exact",
  /** Whole path segments from the left: `/api` matches `/api` and `/api/x`, not `/apix`. */
  PathPrefix: "PathPrefix",
  /** RE2 regular expression over the whole path. Not for access rules, which must be comparable with one another. */
  RegularExpression: "RegularExpression",
} as const;
export type PathMatchType = (typeof PathMatchType)[keyof typeof PathMatchType];

/** A condition on the request's path. */
export interface PathMatch {
  /** Kind of comparison. Default: `PathPrefix`. */
  type?: PathMatchType;
  /** What the path is compared with. Starts with `/` unless it is a regular expression. */
  value: string;
}

/** How a header or a query parameter is compared; the words are Gateway API's. */
export const ValueMatchType = {
  /** The whole value, case-sensitive. */
  Exact: "Exact",
  /** RE2 regular expression over the whole value. */
  RegularExpression: "RegularExpression",
} as const;
export type ValueMatchType = (typeof ValueMatchType)[keyof typeof ValueMatchType];

/** A condition on one header or query parameter. */
export interface ValueMatch {
  /**
   * Name; header names are case-insensitive.
   * @format http-token
   */
  name: string;
  /** Kind of comparison. Default: `Exact`. */
  type?: ValueMatchType;
  /** What the value is compared with. */
  value: string;
}

/** A condition on a gRPC call. */
export interface GrpcMethodMatch {
  /**
   * Fully qualified service, for example `hipstershop.CartService`.
   * @format grpc-service
   */
  service: string;
  /**
   * Method of that service, for example `GetCart`. Default: every method.
   * @format grpc-method
   */
  method?: string;
}

/** HTTP methods a rule can name. */
export const HttpMethod = {
  Get: "GET",
  Head: "HEAD",
  Post: "POST",
  Put: "PUT",
  Patch: "PATCH",
  Delete: "DELETE",
  Options: "OPTIONS",
  Connect: "CONNECT",
  Trace: "TRACE",
} as const;
export type HttpMethod = (typeof HttpMethod)[keyof typeof HttpMethod];
