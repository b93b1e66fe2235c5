import type { Problem } from "../../model";
import type { CertificateFacts, CertificateText } from "./certificate-facts";
import { authorityProblems, instant, pathLengthProblems, validityProblems } from "./single-certificate";

/** A certificate with those that lead from it to a root. */
export interface Chain {
  readonly path: string;
  readonly text: CertificateText;
  /** Whether the first certificate is an authority itself. */
  readonly ofAuthority: boolean;
}

/** A root that a chain may end in. */
export interface Root {
  readonly path: string;
  readonly facts: CertificateFacts;
}

/**
 * What keeps a chain from ending in one of the roots: each certificate is signed by the next one, the last by a root, none
 * outlives its signer, and every path length leaves room for what stands below.
 * @param explain Words for a chain that ends elsewhere, where they can be had.
 */
export function chainProblems(
  { path, text, ofAuthority }: Chain,
  roots: readonly Root[],
  now: number,
  explain: (last: CertificateFacts) => Problem | undefined,
): Problem[] {
  const links = text.certificates.filter(
    ({ fingerprint }) => !roots.some(({ facts }) => facts.fingerprint === fingerprint),
  );
  const [first] = text.certificates;
  if (links.length === 0)
    return first === undefined || !ofAuthority
      ? []
      : [
          {
            path,
            message: "is the root itself",
            rule: "A root that signs workloads directly cannot be replaced without an outage",
            fix: "Provide an intermediate certificate that the root signed",
          },
        ];
  const breaks = links.flatMap((link, index) => {
    const next = links[index + 1];
    return next === undefined || link.signers.has(next.fingerprint) ? [] : [brokenAt(path, index)];
  });
  // What else could be said of certificates in the wrong order would lead astray.
  if (breaks.length > 0) return breaks;
  const problems = links.flatMap((link, index) => [
    ...(index === 0 ? [] : intermediateProblems(path, link, index, ofAuthority, now)),
    ...outlives(path, link, links[index + 1]),
  ]);
  const last = links.at(-1);
  if (last === undefined) return problems;
  const root = roots.find(({ facts }) => last.signers.has(facts.fingerprint));
  if (root === undefined) return [...problems, explain(last) ?? unknownRoot(path)];
  const below = ofAuthority ? links.length : links.length - 1;
  return [
    ...problems,
    ...outlives(path, last, root.facts),
    ...pathLengthProblems({ path: root.path, what: "root", facts: root.facts }, below),
  ];
}

function intermediateProblems(
  path: string,
  facts: CertificateFacts,
  index: number,
  ofAuthority: boolean,
  now: number,
): Problem[] {
  const checked = { path, what: `certificate ${String(index + 1)} of the chain`, facts };
  return [
    ...authorityProblems(checked),
    ...validityProblems(checked, now, "Provide a chain that is valid"),
    ...pathLengthProblems(checked, ofAuthority ? index : index - 1),
  ];
}

function brokenAt(path: string, index: number): Problem {
  return {
    path,
    message: `is a broken chain: certificate ${String(index + 2)} did not sign certificate ${String(index + 1)}`,
    rule: "The certificate comes first, and each that follows signed the one before it",
    fix: "Put them in this order, and leave out what does not belong to the chain",
  };
}

function unknownRoot(path: string): Problem {
  return {
    path,
    message: "is a broken chain: no root at hand signed its last certificate",
    rule: "It must lead to a root that everyone trusts",
    fix: "Provide the root that signed it, or add the intermediate certificates that are missing",
  };
}

function outlives(path: string, link: CertificateFacts, signer: CertificateFacts | undefined): Problem[] {
  if (signer === undefined || link.validTo <= signer.validTo) return [];
  return [
    {
      path,
      message: `outlives its signer (ends at ${instant(link.validTo)}, signer ${instant(signer.validTo)})`,
      rule: "A certificate never outlives the one that signed it",
      fix: "Issue it anew with an earlier end",
    },
  ];
}
