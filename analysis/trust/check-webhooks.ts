import type { CertificatePlan, TrustPlan } from "../../backends";
import type { Problem } from "../../model";
import type { CertificateFacts, KeyPairText, ProvidedFacts } from "./certificate-facts";
import { certificatePaths } from "./certificate-paths";
import { chainProblems, type Root } from "./chain";
import { namesProblems } from "./given-names";
import { pairProblems } from "./key-pair";
import { certificateTextProblems } from "./pem-problems";
import { algorithmProblems, authorityProblems, validityProblems } from "./single-certificate";

/** What API servers take. */
const anyKey = ["ecdsa-p256", "ecdsa-p384", "ecdsa-p521", "rsa-2048", "rsa-3072", "rsa-4096"];

/** What is wrong with the certificates of admission webhooks, where they are provided. */
export function webhookProblems({ webhooks }: TrustPlan, given: ProvidedFacts, now: number): Problem[] {
  if (given.webhooks === undefined) return [];
  const { authority, certificates } = given.webhooks;
  const path = certificatePaths.webhookAuthority;
  const roots = authority.certificates.map((facts) => ({ path, facts }));
  return [
    ...certificateTextProblems(path, authority),
    ...authority.certificates.flatMap((facts) => {
      const checked = { path, what: "authority of the webhooks", facts };
      return [...authorityProblems(checked), ...validityProblems(checked, now, "Provide one that is valid")];
    }),
    ...namesProblems(
      ["certificates", "webhooks", "certificates"],
      webhooks.map(({ role }) => role),
      Object.keys(certificates),
      "Each webhook has its certificate here, under its role",
    ),
    ...webhooks.flatMap((webhook) => {
      const pair = certificates[webhook.role];
      return pair === undefined ? [] : serverProblems(webhook, pair, roots, now);
    }),
  ];
}

function serverProblems(
  { role, dnsNames }: CertificatePlan,
  pair: KeyPairText,
  roots: readonly Root[],
  now: number,
): Problem[] {
  const path = certificatePaths.webhook(role, "certificate");
  const { certificate } = pair;
  return [
    ...pairProblems(pair, path, certificatePaths.webhook(role, "key")),
    ...certificate.certificates
      .slice(0, 1)
      .flatMap((facts) => [
        ...validityProblems({ path, what: "webhook", facts }, now, "Provide one that is valid"),
        ...algorithmProblems({ path, what: "webhook", facts }, anyKey, [facts.signatureAlgorithm]),
        ...nameProblems(path, facts, dnsNames),
        ...useProblems(path, facts),
      ]),
    ...(roots.length === 0
      ? []
      : chainProblems({ path, text: certificate, ofAuthority: false }, roots, now, () => undefined)),
  ];
}

function nameProblems(path: string, facts: CertificateFacts, wanted: readonly string[]): Problem[] {
  const missing = wanted.filter((name) => !facts.dnsNames.some((pattern) => covers(pattern, name)));
  return missing.map((name) => ({
    path,
    message: `is not for ${name} (its DNS names: ${facts.dnsNames.join(", ") || "none"})`,
    rule: "The API server calls the webhook by this name, which must be one of the certificate's DNS names",
    fix: `Issue it anew with the DNS name ${name}`,
  }));
}

/** A wildcard stands for the first label alone. */
function covers(pattern: string, name: string): boolean {
  if (!pattern.startsWith("*.")) return pattern.toLowerCase() === name;
  return pattern.slice(1).toLowerCase() === name.slice(name.indexOf("."));
}

function useProblems(path: string, { mayServe }: CertificateFacts): Problem[] {
  if (mayServe) return [];
  return [
    {
      path,
      message: "may not be shown by a server",
      rule: "Its extended key usage must hold serverAuth",
      fix: "Issue it anew with the extended key usage serverAuth",
    },
  ];
}
