import { createHash, X509Certificate, type KeyObject } from "node:crypto";
import { PemFault, type CertificateFacts } from "../../../analysis";
import { certificateDetails } from "./der";
import { bytesOf, isPrivateKey, pemBlocks, type PemBlock } from "./pem-blocks";

/** The certificates of a text, still as certificates. */
export interface ReadCertificates {
  readonly certificates: readonly X509Certificate[];
  readonly faults: readonly PemFault[];
}

/** Reads a text of certificates. Nothing of the text is in the faults. */
export function readCertificates(text: string): ReadCertificates {
  const { blocks, faults } = pemBlocks(text);
  const found = new Set<PemFault>(faults);
  const certificates = blocks.flatMap((block) => {
    const certificate = certificateOf(block);
    if (certificate instanceof X509Certificate) return [certificate];
    found.add(certificate);
    return [];
  });
  return { certificates, faults: [...found] };
}

function certificateOf(block: PemBlock): X509Certificate | PemFault {
  if (isPrivateKey(block)) return PemFault.PrivateKey;
  if (block.label !== "CERTIFICATE") return PemFault.OtherKind;
  const bytes = bytesOf(block);
  if (bytes === undefined) return PemFault.Unreadable;
  try {
    const certificate = new X509Certificate(bytes);
    certificateDetails(certificate.raw);
    return certificate;
  } catch {
    return PemFault.Unreadable;
  }
}

/** Certificates as one text that is the same however they were written before. */
export function certificateText(certificates: readonly X509Certificate[]): string {
  return certificates.map((certificate) => `${certificate.toString().trim()}\n`).join("");
}

const serverAuthentication = "1.3.6.1.5.5.7.3.1";

const signatureNames: Readonly<Record<string, string>> = {
  "1.2.840.10045.4.3.2": "ecdsa-with-SHA256",
  "1.2.840.10045.4.3.3": "ecdsa-with-SHA384",
  "1.2.840.10045.4.3.4": "ecdsa-with-SHA512",
  "1.2.840.113549.1.1.5": "sha1WithRSAEncryption",
  "1.2.840.113549.1.1.10": "rsassaPss",
  "1.2.840.113549.1.1.11": "sha256WithRSAEncryption",
  "1.2.840.113549.1.1.12": "sha384WithRSAEncryption",
  "1.2.840.113549.1.1.13": "sha512WithRSAEncryption",
  "1.3.101.112": "Ed25519",
};

/**
 * What a certificate says and is.
 * @param known All certificates at hand, among which its signers are looked for.
 */
export function factsOf(certificate: X509Certificate, known: readonly X509Certificate[]): CertificateFacts {
  const { signatureAlgorithm, ...details } = certificateDetails(certificate.raw);
  // An absent extension bounds nothing; the declarations do not say that it can be absent.
  const uses = certificate.keyUsage as readonly string[] | undefined;
  return {
    fingerprint: fingerprintOf(certificate),
    publicKey: publicKeyHash(certificate.publicKey),
    subject: certificate.subject,
    ...details,
    keyAlgorithm: algorithmOf(certificate.publicKey),
    signatureAlgorithm: signatureNames[signatureAlgorithm] ?? signatureAlgorithm,
    validFrom: Date.parse(certificate.validFrom),
    validTo: Date.parse(certificate.validTo),
    dnsNames: dnsNamesOf(certificate),
    mayServe: uses === undefined || uses.includes(serverAuthentication),
    signers: new Set(known.filter((signer) => isSignedBy(certificate, signer)).map(fingerprintOf)),
  };
}

function fingerprintOf({ fingerprint256 }: X509Certificate): string {
  return fingerprint256.replaceAll(":", "").toLowerCase();
}

/** SHA-256 of a public key, by which keys and certificates find each other. */
export function publicKeyHash(key: KeyObject): string {
  return createHash("sha256")
    .update(key.export({ type: "spki", format: "der" }))
    .digest("hex");
}

const curves: Readonly<Record<string, string>> = {
  prime256v1: "p256",
  secp384r1: "p384",
  secp521r1: "p521",
};

function algorithmOf({ asymmetricKeyType: type, asymmetricKeyDetails: details }: KeyObject): string {
  if (type === "ec") {
    const curve = details?.namedCurve ?? "unknown";
    return `ecdsa-${curves[curve] ?? curve}`;
  }
  return type === "rsa" ? `rsa-${String(details?.modulusLength)}` : (type ?? "unknown");
}

function dnsNamesOf({ subjectAltName }: X509Certificate): string[] {
  const names = subjectAltName?.split(", ") ?? [];
  return names.filter((name) => name.startsWith("DNS:")).map((name) => name.slice("DNS:".length));
}

/** Names and signature; whether the signer may sign is a question of its own. */
function isSignedBy(certificate: X509Certificate, signer: X509Certificate): boolean {
  if (certificate.issuer !== signer.subject) return false;
  try {
    return certificate.verify(signer.publicKey);
  } catch {
    // A key of another kind than the signature.
    return false;
  }
}
