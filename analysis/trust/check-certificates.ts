import type { AnchorPlan, CertificateRequirements, TrustPlan } from "../../backends";
import { AnchorState, type Problem } from "../../model";
import type { CertificateFacts, ProvidedFacts } from "./certificate-facts";
import { certificatePaths } from "./certificate-paths";
import { chainProblems, type Root } from "./chain";
import { webhookProblems } from "./check-webhooks";
import { namesProblems } from "./given-names";
import { pairProblems } from "./key-pair";
import { certificateTextProblems } from "./pem-problems";
import {
  algorithmProblems,
  authorityProblems,
  pathLengthProblems,
  validityProblems,
} from "./single-certificate";

/**
 * What is wrong with provided certificates, all at once. It names the field and the fault, never the content.
 * @param now Milliseconds since 1970.
 */
export function checkCertificates(plan: TrustPlan, given: ProvidedFacts, now: number): Problem[] {
  const requirements = plan.provided?.requirements;
  if (requirements === undefined) return [];
  return [
    ...namesProblems(
      ["certificates", "anchors"],
      plan.anchors.map(({ name }) => name),
      Object.keys(given.anchors),
      "Each anchor of trust.anchors has its certificate here, under its name",
    ),
    ...plan.anchors.flatMap((anchor) => anchorProblems(anchor, given, requirements, now)),
    ...twins(plan, given),
    ...issuerProblems(plan, given, requirements, now),
    ...webhookProblems(plan, given, now),
  ];
}

function anchorProblems(
  { name, state }: AnchorPlan,
  { anchors }: ProvidedFacts,
  { anchorKeys, signatures }: CertificateRequirements,
  now: number,
): Problem[] {
  const text = anchors[name];
  if (text === undefined) return [];
  const path = certificatePaths.anchor(name);
  const renewal =
    state === AnchorState.Retiring
      ? "Take this anchor out of trust.anchors: nothing can rest on it any more"
      : "Provide another root under a new name; proxies with the old one must be restarted";
  return [
    ...certificateTextProblems(path, text),
    ...text.certificates.slice(0, 1).flatMap((facts) => {
      const checked = { path, what: "root", facts };
      return [
        ...authorityProblems(checked),
        ...algorithmProblems(checked, anchorKeys, signatures),
        ...validityProblems(checked, now, renewal),
        // The issuer stands below every root sooner or later.
        ...(state === AnchorState.Active ? [] : pathLengthProblems(checked, 1)),
      ];
    }),
  ];
}

/** One certificate under two names would make a rotation that changes nothing. */
function twins({ anchors }: TrustPlan, given: ProvidedFacts): Problem[] {
  const owners = new Map<string, string>();
  return anchors.flatMap(({ name }) => {
    const [facts] = given.anchors[name]?.certificates ?? [];
    if (facts === undefined) return [];
    const owner = owners.get(facts.fingerprint);
    owners.set(facts.fingerprint, owner ?? name);
    if (owner === undefined) return [];
    return [
      {
        path: certificatePaths.anchor(name),
        message: `is the same certificate as that of ${owner}`,
        rule: "One name, one key: a rotation to the same root changes nothing",
        fix: "Provide the other root, or take the anchor out",
      },
    ];
  });
}

function issuerProblems(
  { anchors }: TrustPlan,
  given: ProvidedFacts,
  { issuerKeys, signatures }: CertificateRequirements,
  now: number,
): Problem[] {
  const { certificate } = given.issuer;
  const path = certificatePaths.issuer;
  const roots = rootsOf(anchors, given, ({ state }) => state === AnchorState.Active);
  const others = anchors.filter(({ state }) => state !== AnchorState.Active);
  const otherSigner = (last: CertificateFacts): Problem | undefined => {
    const signer = others.find(({ name }) => {
      const [root] = given.anchors[name]?.certificates ?? [];
      return root !== undefined && last.signers.has(root.fingerprint);
    });
    return signer && wrongAnchor(path, signer);
  };
  return [
    ...pairProblems(given.issuer, path, certificatePaths.issuerKey),
    ...certificate.certificates.slice(0, 1).flatMap((facts) => {
      const checked = { path, what: "issuer of workload certificates", facts };
      return [
        ...authorityProblems(checked),
        ...algorithmProblems(checked, issuerKeys, signatures),
        ...validityProblems(checked, now, "Provide an issuer that the active root signed anew"),
      ];
    }),
    // Where the root could not be read, that is the problem, and not the chain.
    ...(roots.length === 0
      ? []
      : chainProblems({ path, text: certificate, ofAuthority: true }, roots, now, otherSigner)),
  ];
}

function wrongAnchor(path: string, { name, state }: AnchorPlan): Problem {
  return {
    path,
    message: `is signed by the anchor ${name}, which is ${state}`,
    rule: "The active anchor signs the issuer",
    fix:
      state === AnchorState.Staged
        ? `Keep the issuer of the active anchor until every proxy trusts ${name}; then make ${name} active`
        : `Provide an issuer that the active anchor signed, or make ${name} active again`,
  };
}

function rootsOf(
  anchors: readonly AnchorPlan[],
  given: ProvidedFacts,
  wanted: (anchor: AnchorPlan) => boolean,
): Root[] {
  return anchors.filter(wanted).flatMap(({ name }) => {
    const [facts] = given.anchors[name]?.certificates ?? [];
    return facts === undefined ? [] : [{ path: certificatePaths.anchor(name), facts }];
  });
}
