import { createPrivateKey, generateKeyPairSync } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { firstPemBlock } from "./pem";

export const keyAlgorithms = ["RSA", "ECDSA", "ED25519"] as const;
export type KeyAlgorithm = (typeof keyAlgorithms)[number];

/** The elliptic curves by the names that OpenSSL has for them. */
const openSslCurves = {
  P224: "secp224r1",
  P256: "prime256v1",
  P384: "secp384r1",
  P521: "secp521r1",
} as const;
export type Curve = keyof typeof openSslCurves;
export const curves = Object.keys(openSslCurves) as Curve[];

export interface PrivateKey {
  readonly algorithm: KeyAlgorithm;
  /** Set for ECDSA keys. */
  readonly curve?: Curve;
  readonly key: KeyObject;
}

export interface KeyRequest {
  readonly algorithm: KeyAlgorithm;
  readonly rsaBits: number;
  readonly curve: Curve;
}

export function generatePrivateKey(request: KeyRequest): PrivateKey {
  switch (request.algorithm) {
    case "RSA":
      return {
        algorithm: "RSA",
        key: generateKeyPairSync("rsa", { modulusLength: request.rsaBits }).privateKey,
      };
    case "ECDSA": {
      const { privateKey } = generateKeyPairSync("ec", { namedCurve: openSslCurves[request.curve] });
      return { algorithm: "ECDSA", curve: request.curve, key: privateKey };
    }
    case "ED25519":
      return { algorithm: "ED25519", key: generateKeyPairSync("ed25519").privateKey };
  }
}

const keyLabels = ["RSA PRIVATE KEY", "EC PRIVATE KEY", "PRIVATE KEY"];

/** What keeps a text from being an unencrypted private key in PEM, judged by its boundary lines alone. */
export function privateKeyPemProblem(text: string): string | undefined {
  const label = firstPemBlock(text)?.label;
  if (label === undefined) return "is not PEM: it has no BEGIN and END lines with base64 text between them.";
  if (keyLabels.includes(label)) return undefined;
  return `is a PEM block of type "${label}"; it must be one of: ${keyLabels.join(", ")} (not encrypted).`;
}

/** Reads the first block of a PEM text as a private key. The message of a failure never holds the text. */
export function parsePrivateKey(property: string, text: string): PrivateKey {
  const problem = privateKeyPemProblem(text);
  if (problem !== undefined) throw new Error(`${property} ${problem}`);
  let key: KeyObject;
  try {
    key = createPrivateKey(text);
  } catch {
    throw new Error(
      `${property} is PEM, but its content is not a private key. Check that it is complete and not encrypted.`,
    );
  }
  return describeKey(property, key);
}

export function describeKey(property: string, key: KeyObject): PrivateKey {
  const type = key.asymmetricKeyType;
  if (type === "rsa") return { algorithm: "RSA", key };
  if (type === "ed25519") return { algorithm: "ED25519", key };
  if (type !== "ec") {
    const supported = keyAlgorithms.join(", ");
    throw new Error(`${property} is a key of an algorithm that is not supported; use one of: ${supported}.`);
  }
  const curve = curves.find((name) => openSslCurves[name] === key.asymmetricKeyDetails?.namedCurve);
  if (curve !== undefined) return { algorithm: "ECDSA", curve, key };
  throw new Error(
    `${property} is an ECDSA key on a curve that is not supported; use one of: ${curves.join(", ")}.`,
  );
}
