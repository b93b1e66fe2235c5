/** What happens to a request that no rule lets in. */
export const AccessMode = {
  /** It is refused. */
  Enforce: "enforce",
  /**
   * It is let in and reported, so that rules can be tried out on live traffic. **Everyone gets in**, also without identity or
   * encryption: a step on the way to `enforce`, never the end.
   */
  Audit: "audit",
} as const;
export type AccessMode = (typeof AccessMode)[keyof typeof AccessMode];

/** Whether callers that a rule names by identity have to prove it by mutual TLS. */
export const MtlsMode = {
  /** They have to. Only `fromNetworks` and `fromAny: "anyone"` let in callers without. */
  Required: "required",
  /**
   * For bringing callers into the mesh one after the other: where a rule names callers by identity, whoever calls from the
   * cluster's networks (`controlPlane.clusterNetworks`) is let in as well, because a caller without a proxy proves nothing by
   * which it could be told from another. The rule's ports and requests still hold, and where no rule lets anybody in, nobody
   * gets in.
   */
  Accepted: "accepted",
} as const;
export type MtlsMode = (typeof MtlsMode)[keyof typeof MtlsMode];
