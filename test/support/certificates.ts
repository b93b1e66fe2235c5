import "reflect-metadata";
import { createPrivateKey, webcrypto } from "node:crypto";
import * as x509 from "@peculiar/x509";

export const { KeyUsageFlags } = x509;

/** Kinds of keys that tests make. */
export type TestKey = "p256" | "p384" | "rsa2048" | "rsa3072";

const keyKinds = {
  p256: { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" },
  p384: { name: "ECDSA", namedCurve: "P-384", hash: "SHA-384" },
  rsa2048: rsa(2048),
  rsa3072: rsa(3072),
} as const;

function rsa(modulusLength: number) {
  const publicExponent = new Uint8Array([1, 0, 1]);
  return { name: "RSASSA-PKCS1-v1_5", modulusLength, publicExponent, hash: "SHA-256" } as const;
}

/** The day that tests of certificates take place. */
export const today = Date.parse("2026-06-01T00:00:00Z");
const millisecondsPerDay = 86_400_000;

/** An instant so many days after today. */
export function inDays(days: number): Date {
  return new Date(today + days * millisecondsPerDay);
}

/** A certificate with its key, and what it takes to sign with it. */
export interface Issued {
  readonly certificate: string;
  /** PKCS#8. */
  readonly key: string;
  readonly name: string;
  readonly keys: webcrypto.CryptoKeyPair;
  readonly hash: string;
}

export interface IssueOptions {
  readonly name: string;
  /** Default: it signs itself. */
  readonly by?: Issued;
  /** Default: `p256`. */
  readonly kind?: TestKey;
  /** Default: true. */
  readonly authority?: boolean;
  /** Default: none. */
  readonly pathLength?: number;
  /** Days from today. Default: -1. */
  readonly from?: number;
  /** Days from today. Default: 365. */
  readonly to?: number;
  readonly dnsNames?: readonly string[];
  /** Default: keyCertSign and cRLSign of an authority, else digitalSignature. */
  readonly keyUsage?: x509.KeyUsageFlags;
  /** Object identifiers. Default: no such extension. */
  readonly extendedKeyUsage?: readonly string[];
  /** Default: SHA-256 with RSA and P-256, SHA-384 with P-384. */
  readonly hash?: string;
  /** Default: a new pair. */
  readonly keys?: webcrypto.CryptoKeyPair;
}

export const serverAuthentication = "1.3.6.1.5.5.7.3.1";
export const clientAuthentication = "1.3.6.1.5.5.7.3.2";

const signing: x509.KeyUsageFlags = KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign;

/** Makes a certificate as an authority outside would. */
export async function issue(options: IssueOptions): Promise<Issued> {
  const { name, by, kind = "p256", authority = true, pathLength, from = -1, to = 365 } = options;
  const { subtle } = webcrypto;
  const keys = options.keys ?? (await subtle.generateKey(keyKinds[kind], true, ["sign", "verify"]));
  const hash = options.hash ?? by?.hash ?? keyKinds[kind].hash;
  const signer = by?.keys ?? keys;
  const usage = options.keyUsage ?? (authority ? signing : KeyUsageFlags.digitalSignature);
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: Buffer.from(webcrypto.getRandomValues(new Uint8Array(8))).toString("hex"),
    subject: `CN=${name}`,
    issuer: `CN=${by?.name ?? name}`,
    notBefore: inDays(from),
    notAfter: inDays(to),
    publicKey: keys.publicKey,
    signingKey: signer.privateKey,
    signingAlgorithm: { ...signer.privateKey.algorithm, hash },
    extensions: [
      new x509.BasicConstraintsExtension(authority, pathLength, true),
      new x509.KeyUsagesExtension(usage, true),
      ...(options.extendedKeyUsage
        ? [new x509.ExtendedKeyUsageExtension([...options.extendedKeyUsage])]
        : []),
      ...(options.dnsNames
        ? [
            new x509.SubjectAlternativeNameExtension(
              options.dnsNames.map((value) => ({ type: "dns", value })),
            ),
          ]
        : []),
    ],
  });
  const pkcs8 = Buffer.from(await subtle.exportKey("pkcs8", keys.privateKey));
  const key = createPrivateKey({ key: pkcs8, format: "der", type: "pkcs8" });
  return {
    certificate: `${certificate.toString("pem")}\n`,
    key: key.export({ type: "pkcs8", format: "pem" }).toString(),
    name,
    keys,
    hash: by === undefined ? hash : (options.hash ?? keyKinds[kind].hash),
  };
}

/** A key in the other forms that tools write. */
export function keyAs(key: string, form: "sec1" | "encrypted" | "encrypted-legacy"): string {
  const parsed = createPrivateKey(key);
  if (form === "sec1") return parsed.export({ type: "sec1", format: "pem" }).toString();
  const cipher = { cipher: "aes-256-cbc", passphrase: "not-telling" } as const;
  return form === "encrypted"
    ? parsed.export({ type: "pkcs8", format: "pem", ...cipher }).toString()
    : parsed.export({ type: "sec1", format: "pem", ...cipher }).toString();
}

const webhookRoles = ["proxy-injector", "sp-validator", "policy-validator"];

/** Server certificates of Linkerd's webhooks, under an authority of their own. */
export async function webhookCertificates(
  changes: Partial<IssueOptions> = {},
): Promise<{ authority: string; certificates: Record<string, { certificate: string; key: string }> }> {
  const authority = await issue({ name: "webhooks", to: 400 });
  const certificates: Record<string, { certificate: string; key: string }> = {};
  for (const role of webhookRoles) {
    const name = `linkerd-${role}.linkerd.svc`;
    const { certificate, key } = await issue({
      name,
      by: authority,
      authority: false,
      dnsNames: [name],
      extendedKeyUsage: [serverAuthentication],
      ...changes,
    });
    certificates[role] = { certificate, key };
  }
  return { authority: authority.certificate, certificates };
}
