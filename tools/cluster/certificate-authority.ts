// @peculiar/x509 refuses to load without it.
import "reflect-metadata";
import { webcrypto } from "node:crypto";
import * as x509 from "@peculiar/x509";

/** A certificate and its private key, both PEM. */
export interface Identity {
  readonly certificate: string;
  readonly privateKey: string;
}

export interface CertificateRequest {
  readonly commonName: string;
  /** What Kubernetes reads as the user's groups. */
  readonly organization?: string;
  readonly dnsNames?: readonly string[];
  readonly ipAddresses?: readonly string[];
}

const keyAlgorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const hour = 60 * 60 * 1000;
/** Longer than anybody lets a cluster for development run. Unit: milliseconds. */
const lifetime = 30 * 24 * hour;

/** The authority of one local cluster; its key exists only in memory. */
export class CertificateAuthority {
  private constructor(
    private readonly root: x509.X509Certificate,
    private readonly keys: webcrypto.CryptoKeyPair,
  ) {}

  static async create(commonName: string): Promise<CertificateAuthority> {
    const keys = await generateKeys();
    const root = await x509.X509CertificateGenerator.createSelfSigned({
      ...validity(),
      serialNumber: serialNumber(),
      name: nameOf(commonName),
      keys,
      signingAlgorithm: keyAlgorithm,
      extensions: [
        new x509.BasicConstraintsExtension(true, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
        await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      ],
    });
    return new CertificateAuthority(root, keys);
  }

  get certificate(): string {
    return pem(this.root.toString("pem"));
  }

  /** Issues a certificate that serves on both sides of a connection, as etcd's own client needs. */
  async issue(request: CertificateRequest): Promise<Identity> {
    const keys = await generateKeys();
    const names = [
      ...(request.dnsNames ?? []).map((value) => ({ type: "dns" as const, value })),
      ...(request.ipAddresses ?? []).map((value) => ({ type: "ip" as const, value })),
    ];
    const certificate = await x509.X509CertificateGenerator.create({
      ...validity(),
      serialNumber: serialNumber(),
      subject: nameOf(request.commonName, request.organization),
      issuer: this.root.subjectName,
      publicKey: keys.publicKey,
      signingKey: this.keys.privateKey,
      signingAlgorithm: keyAlgorithm,
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        new x509.ExtendedKeyUsageExtension([
          x509.ExtendedKeyUsage.serverAuth,
          x509.ExtendedKeyUsage.clientAuth,
        ]),
        await x509.AuthorityKeyIdentifierExtension.create(this.root),
        ...(names.length === 0 ? [] : [new x509.SubjectAlternativeNameExtension(names)]),
      ],
    });
    return {
      certificate: pem(certificate.toString("pem")),
      privateKey: await privateKeyPem(keys.privateKey),
    };
  }
}

async function generateKeys(): Promise<webcrypto.CryptoKeyPair> {
  return await webcrypto.subtle.generateKey(keyAlgorithm, true, ["sign", "verify"]);
}

async function privateKeyPem(key: webcrypto.CryptoKey): Promise<string> {
  const bytes = await webcrypto.subtle.exportKey("pkcs8", key);
  return pem(x509.PemConverter.encode(bytes, "PRIVATE KEY"));
}

function nameOf(commonName: string, organization?: string): x509.JsonName {
  return [{ CN: [commonName] }, ...(organization === undefined ? [] : [{ O: [organization] }])];
}

function validity(): { notBefore: Date; notAfter: Date } {
  // Some leeway for a clock that is put right while the cluster starts.
  return { notBefore: new Date(Date.now() - hour), notAfter: new Date(Date.now() + lifetime) };
}

function serialNumber(): string {
  // The first bit stays clear: a serial number is positive.
  return `0${Buffer.from(webcrypto.getRandomValues(new Uint8Array(15))).toString("hex")}1`;
}

function pem(text: string): string {
  return `${text.trim()}\n`;
}
