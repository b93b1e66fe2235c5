import type { Problem } from "../../model";
import type { CertificateFacts } from "./certificate-facts";

/** An instant as texts name it: RFC 3339 in UTC, whole seconds. */
export function instant(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d{3}Z$/, "Z");
}

/** A certificate under check. */
export interface CheckedCertificate {
  readonly path: string;
  /** What it is for, in a few words. */
  readonly what: string;
  readonly facts: CertificateFacts;
}

/** It holds now. */
export function validityProblems(
  { path, facts }: CheckedCertificate,
  now: number,
  renewal: string,
): Problem[] {
  if (facts.validFrom > now)
    return [
      {
        path,
        message: `is not valid yet (begins at ${instant(facts.validFrom)})`,
        rule: "Nobody accepts a certificate before it begins",
        fix: "Wait for it, check the clock of the machine that issued it, or provide another certificate",
      },
    ];
  if (facts.validTo > now) return [];
  return [
    {
      path,
      message: `has expired (ended at ${instant(facts.validTo)})`,
      rule: "Nobody accepts a certificate after its end",
      fix: renewal,
    },
  ];
}

/** It may sign other certificates. */
export function authorityProblems({ path, what, facts }: CheckedCertificate): Problem[] {
  if (!facts.isAuthority)
    return [
      {
        path,
        message: `is not a certificate authority (${what})`,
        rule: "Its basic constraints must say CA:TRUE, for it signs other certificates",
        fix: "Provide the certificate of an authority, not that of a server or a client",
      },
    ];
  if (facts.maySign) return [];
  return [
    {
      path,
      message: `may not sign certificates (${what})`,
      rule: "Its key usage must hold keyCertSign",
      fix: "Issue it anew with the key usages keyCertSign and cRLSign",
    },
  ];
}

/** Its path length leaves room for the authorities below it. */
export function pathLengthProblems({ path, facts }: CheckedCertificate, below: number): Problem[] {
  const { pathLength } = facts;
  if (pathLength === undefined || pathLength >= below) return [];
  return [
    {
      path,
      message: `forbids the authorities below it (path length ${String(pathLength)}, authorities below ${String(below)})`,
      rule: "The path length of an authority bounds how many authorities may stand below it",
      fix: `Issue it anew with a path length of ${String(below)} or more, or without one`,
    },
  ];
}

/** Its key and its signature are of kinds that the mesh takes. */
export function algorithmProblems(
  { path, what, facts }: CheckedCertificate,
  keys: readonly string[],
  signatures: readonly string[],
): Problem[] {
  const problems: Problem[] = [];
  if (!keys.includes(facts.keyAlgorithm))
    problems.push({
      path,
      message: `has a key that the mesh does not take (got ${facts.keyAlgorithm}; ${what})`,
      rule: `Its key must be ${keys.join(", ")}`,
      fix: "Issue it anew with such a key",
    });
  if (!signatures.includes(facts.signatureAlgorithm))
    problems.push({
      path,
      message: `is signed in a way that the mesh does not take (got ${facts.signatureAlgorithm}; ${what})`,
      rule: `It must be signed with ${signatures.join(" or ")}`,
      fix: "Have it signed anew, by an authority whose key is ECDSA P-256 or RSA, with SHA-256",
    });
  return problems;
}
