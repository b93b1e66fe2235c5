import type { ProvidedCertificates } from "../components";
import { didYouMean, quote, TrustSource, type Problem } from "../model";

/** Keys of the configuration about trust, with what they mean. */
export const trustKeys = {
  trustSource: "generated, provided or cert-manager",
  anchorCertificates: "root certificates as PEM; set each with --path 'anchorCertificates[\"<anchor>\"]'",
  issuerCertificate: "certificate of the issuer as PEM",
  issuerKey: "private key of the issuer as PEM; set it with --secret",
} as const;

type Given = Readonly<Partial<Record<keyof typeof trustKeys, string>>>;
type CertificateKey = Exclude<keyof typeof trustKeys, "trustSource">;

const certificateKeys: readonly CertificateKey[] = ["anchorCertificates", "issuerCertificate", "issuerKey"];
const sources: readonly string[] = Object.values(TrustSource);

/** What is wrong with the keys about trust. Nothing of what they hold is told: it may be a key. */
export function checkTrustConfiguration(given: Given): Problem[] {
  const { trustSource, anchorCertificates } = given;
  if (trustSource !== undefined && trustSource.trim() !== "" && !sources.includes(trustSource))
    return [
      {
        path: "trustSource",
        message: `is no source of trust (got ${quote(trustSource)})`,
        rule: `It is one of ${sources.join(", ")}`,
        fix: didYouMean(trustSource, sources),
      },
    ];
  const provided = trustSource === TrustSource.Provided;
  const anchors = anchorCertificates?.trim() ?? "";
  return [
    ...certificateKeys
      .filter((key) => provided !== (given[key] !== undefined))
      .map((key) => (provided ? missing(key) : useless(key))),
    ...(anchors !== "" && anchorsOf(anchors) === undefined ? [notAnObject] : []),
  ];
}

function missing(key: CertificateKey): Problem {
  return {
    path: key,
    message: "is missing",
    rule: `trustSource is ${TrustSource.Provided}`,
    fix: `Set it: ${trustKeys[key]}`,
  };
}

function useless(key: CertificateKey): Problem {
  return {
    path: key,
    message: `has no effect while trustSource is not ${TrustSource.Provided}`,
    rule: "Certificates come from one source",
    fix: `Take it out, or set trustSource to ${TrustSource.Provided}`,
  };
}

const notAnObject: Problem = {
  path: "anchorCertificates",
  message: "is not an object of texts",
  rule: "It holds a certificate for each anchor, under the anchor's name",
  fix: `Set each with pulumi config set --path 'anchorCertificates["root-1"]'`,
};

/** Objects of the configuration arrive as JSON. */
function anchorsOf(text: string): Record<string, string> | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return Object.values(value).every((item) => typeof item === "string")
    ? (value as Record<string, string>)
    : undefined;
}

/** Source and certificates of a configuration that was checked. */
export function readTrust({ trustSource, anchorCertificates, issuerCertificate, issuerKey }: Given): {
  readonly trustSource?: TrustSource;
  readonly certificates?: ProvidedCertificates;
} {
  if (trustSource === undefined) return {};
  const source = { trustSource: trustSource as TrustSource };
  if (trustSource !== TrustSource.Provided) return source;
  const issuer = { certificate: issuerCertificate ?? "", key: issuerKey ?? "" };
  return { ...source, certificates: { anchors: anchorsOf(anchorCertificates ?? "") ?? {}, issuer } };
}
