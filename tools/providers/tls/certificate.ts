import { createHash, createPublicKey, randomBytes } from "node:crypto";
import { AsnConvert, OctetString } from "@peculiar/asn1-schema";
import * as x509 from "@peculiar/asn1-x509";
import { extendedKeyUsageIds, keyUsageFlags } from "./allowed-uses";
import { encodePem } from "./pem";
import type { PrivateKey } from "./private-keys";
import { exactBuffer, signature, signatureAlgorithm } from "./signing";
import { encodeAlternativeNames } from "./subject-alternative-names";
import type { AlternativeNames } from "./subject-alternative-names";

export interface CertificateRequest {
  readonly subject: x509.Name;
  readonly names: AlternativeNames;
  readonly publicKey: x509.SubjectPublicKeyInfo;
  readonly allowedUses: readonly string[];
  readonly isCa: boolean;
  /** Length of the path below this certificate; undefined for no limit. */
  readonly maxPathLength: number | undefined;
  readonly setSubjectKeyId: boolean;
  readonly setAuthorityKeyId: boolean;
  readonly notBefore: Date;
  readonly validityHours: number;
}

/** Who signs: the key, and the certificate it belongs to unless the new certificate signs itself. */
export interface Issuer {
  readonly key: PrivateKey;
  readonly certificate: x509.Certificate | undefined;
}

export interface IssuedCertificate {
  readonly pem: string;
  /** Decimal. */
  readonly serialNumber: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
}

const hour = 3_600_000;

export function issueCertificate(request: CertificateRequest, issuer: Issuer): IssuedCertificate {
  const problem = requestProblem(request, issuer);
  if (problem !== undefined) throw new Error(problem);
  const notAfter = new Date(request.notBefore.getTime() + request.validityHours * hour);
  const serialNumber = BigInt(`0x${randomBytes(16).toString("hex")}`);
  const algorithm = signatureAlgorithm(issuer.key);
  const content = new x509.TBSCertificate({
    version: x509.Version.v3,
    serialNumber: encodeSerialNumber(serialNumber),
    signature: algorithm,
    issuer: issuer.certificate?.tbsCertificate.subject ?? request.subject,
    validity: new x509.Validity({
      notBefore: wholeSeconds(request.notBefore),
      notAfter: wholeSeconds(notAfter),
    }),
    subject: request.subject,
    subjectPublicKeyInfo: request.publicKey,
    extensions: extensions(request, issuer),
  });
  const certificate = new x509.Certificate({
    tbsCertificate: content,
    signatureAlgorithm: algorithm,
    signatureValue: signature(issuer.key, AsnConvert.serialize(content)),
  });
  const pem = encodePem("CERTIFICATE", Buffer.from(AsnConvert.serialize(certificate)));
  return { pem, serialNumber: serialNumber.toString(), notBefore: request.notBefore, notAfter };
}

function requestProblem(request: CertificateRequest, { key, certificate }: Issuer): string | undefined {
  if (request.isCa && request.subject.length === 0) {
    return "subject is empty, but a certificate authority must have a name (RFC 5280, 4.1.2.6). Set at least subject.commonName.";
  }
  if (!request.isCa && (request.maxPathLength ?? 0) > 0) {
    return "maxPathLength is set, but only a certificate authority may limit the path. Remove it or set isCaCertificate to true.";
  }
  if (certificate !== undefined && !holdsKey(certificate, key)) {
    return "caPrivateKeyPem does not belong to the certificate in caCertPem: their public keys differ. Give the key of that certificate.";
  }
  return undefined;
}

function holdsKey(certificate: x509.Certificate, key: PrivateKey): boolean {
  const der = Buffer.from(AsnConvert.serialize(certificate.tbsCertificate.subjectPublicKeyInfo));
  return createPublicKey(key.key).equals(createPublicKey({ key: der, format: "der", type: "spki" }));
}

// The order is that of the official plugin.
function extensions(request: CertificateRequest, issuer: Issuer): x509.Extensions {
  const list = new x509.Extensions();
  const add = (extnID: string, value: object | ArrayBuffer, critical = false): void => {
    const der = value instanceof ArrayBuffer ? value : AsnConvert.serialize(value);
    list.push(new x509.Extension({ extnID, critical, extnValue: new OctetString(der) }));
  };
  const flags = keyUsageFlags(request.allowedUses);
  if (flags !== 0) add(x509.id_ce_keyUsage, new x509.KeyUsage(flags), true);
  const purposes = extendedKeyUsageIds(request.allowedUses);
  if (purposes.length > 0) add(x509.id_ce_extKeyUsage, new x509.ExtendedKeyUsage(purposes));
  add(x509.id_ce_basicConstraints, basicConstraints(request), true);
  const subjectKeyId = request.isCa || request.setSubjectKeyId ? keyId(request.publicKey) : undefined;
  if (subjectKeyId !== undefined)
    add(x509.id_ce_subjectKeyIdentifier, new x509.SubjectKeyIdentifier(subjectKeyId));
  const authorityKeyId = authorityKeyIdOf(request, issuer, subjectKeyId);
  if (authorityKeyId !== undefined) {
    const keyIdentifier = new x509.KeyIdentifier(authorityKeyId);
    add(x509.id_ce_authorityKeyIdentifier, new x509.AuthorityKeyIdentifier({ keyIdentifier }));
  }
  const names = encodeAlternativeNames(request.names);
  // RFC 5280, 4.2.1.6: critical when the subject is empty.
  if (names !== undefined) add(x509.id_ce_subjectAltName, names, request.subject.length === 0);
  return list;
}

/**
 * The official plugin cannot express a path length of 0: it hands 0 to a library that takes 0 for "no limit", and the
 * certificate comes out without the constraint. The same inputs give the same certificate here.
 */
function basicConstraints({ isCa, maxPathLength = 0 }: CertificateRequest): x509.BasicConstraints {
  return new x509.BasicConstraints(
    maxPathLength > 0 ? { cA: isCa, pathLenConstraint: maxPathLength } : { cA: isCa },
  );
}

function authorityKeyIdOf(
  request: CertificateRequest,
  { certificate }: Issuer,
  subjectKeyId: ArrayBuffer | undefined,
): ArrayBuffer | undefined {
  if (certificate !== undefined) {
    const issuerName = Buffer.from(AsnConvert.serialize(certificate.tbsCertificate.subject));
    const sameName = issuerName.equals(Buffer.from(AsnConvert.serialize(request.subject)));
    return sameName ? undefined : subjectKeyIdOf(certificate);
  }
  if (!request.setAuthorityKeyId) return undefined;
  if (subjectKeyId !== undefined) return subjectKeyId;
  throw new Error(
    "setAuthorityKeyId is true, but the certificate has no subject key id to repeat. Set setSubjectKeyId or isCaCertificate to true, too.",
  );
}

function subjectKeyIdOf(certificate: x509.Certificate): ArrayBuffer | undefined {
  const found = certificate.tbsCertificate.extensions?.find(
    ({ extnID }) => extnID === x509.id_ce_subjectKeyIdentifier,
  );
  return found === undefined
    ? undefined
    : AsnConvert.parse(found.extnValue, x509.SubjectKeyIdentifier).buffer;
}

const ed25519Oid = "1.3.101.112";

/** SHA-1 of the public key's bits; for Ed25519 of the same as an octet string, as the official plugin has it. */
function keyId(publicKey: x509.SubjectPublicKeyInfo): ArrayBuffer {
  const bits = Buffer.from(publicKey.subjectPublicKey);
  const prefix =
    publicKey.algorithm.algorithm === ed25519Oid ? Buffer.from([0x04, bits.length]) : Buffer.alloc(0);
  return exactBuffer(createHash("sha1").update(prefix).update(bits).digest());
}

/** An ASN.1 integer is signed, so a first byte of 128 or more needs a zero before it. */
function encodeSerialNumber(serial: bigint): ArrayBuffer {
  const hex = serial.toString(16);
  const content = Buffer.from(hex.padStart(hex.length + (hex.length % 2), "0"), "hex");
  return exactBuffer((content[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), content]) : content);
}

function wholeSeconds(time: Date): Date {
  return new Date(Math.floor(time.getTime() / 1000) * 1000);
}

/** The public half of a key, as certificates and requests hold it. */
export function publicKeyInfo(key: PrivateKey): x509.SubjectPublicKeyInfo {
  const der = createPublicKey(key.key).export({ format: "der", type: "spki" });
  return AsnConvert.parse(exactBuffer(der), x509.SubjectPublicKeyInfo);
}
