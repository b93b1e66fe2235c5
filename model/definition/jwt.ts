import type { HttpsUrl } from "./scalars";

/** Someone who issues tokens (RFC 7519), and the keys by which they are known to be genuine. */
export interface JwtProvider {
  /**
   * The `iss` claim of its tokens, compared as it is, for example `https://accounts.example.com`.
   * @minLength 1
   */
  issuer: string;
  /**
   * The `aud` claims that are accepted, any of them. Default: every audience, so that tokens for other applications are
   * taken too.
   * @minItems 1
   */
  audiences?: string[];
  /** Where its key set (JWKS, RFC 7517) is published. Either this or `jwks`. */
  jwksUri?: HttpsUrl;
  /** Its key set as JSON text, public keys only. Either this or `jwksUri`. */
  jwks?: string;
}

/** A condition on one claim of a token. */
export interface ClaimMatch {
  /**
   * Name of the claim, for example `groups`.
   * @minLength 1
   */
  name: string;
  /**
   * Values of which the claim must have one. Of a claim that is a list, one entry must be among them.
   * @minItems 1
   */
  values: string[];
}

/** The token that a request must carry, in its `Authorization: Bearer` header. */
export interface JwtRequirement {
  /** Who issued it: a key of `jwtProviders`. */
  provider: string;
  /**
   * Claims that must hold besides issuer, audience and dates, all of them. Default: none.
   * @minItems 1
   */
  claims?: ClaimMatch[];
}
