import { numberOf, textOf } from "../planned/inputs";
import { createHash, createPublicKey } from "node:crypto";
import type { Created, PropertySpec, ResourceType } from "../planned/resource-type";
import { atLeast, oneOf } from "../planned/rules";
import type { Properties } from "../planned/values";
import { publicKeyOutputs } from "./key-properties";
import { curves, generatePrivateKey, keyAlgorithms } from "./private-keys";
import type { Curve, KeyAlgorithm, PrivateKey } from "./private-keys";
import { hasSshForm, sshPrivateKeyPem, sshPublicKey } from "./ssh-encoding";

const properties: Readonly<Record<string, PropertySpec>> = {
  algorithm: {
    type: "string",
    description: `Algorithm of the key: ${keyAlgorithms.join(", ")}.`,
    role: "required",
    replaces: true,
    rules: [oneOf(keyAlgorithms)],
  },
  ecdsaCurve: {
    type: "string",
    description: `Curve of an ECDSA key: ${curves.join(", ")}.`,
    role: "optional",
    default: "P224",
    replaces: true,
    rules: [oneOf(curves)],
  },
  rsaBits: {
    type: "integer",
    description: "Size of an RSA key, in bits.",
    role: "optional",
    default: 2048,
    replaces: true,
  },
  privateKeyOpenssh: secretOutput("Private key in OpenSSH's PEM form; empty for ECDSA on P224."),
  privateKeyPem: secretOutput("Private key in PEM: PKCS #1 for RSA, SEC 1 for ECDSA, PKCS #8 for ED25519."),
  privateKeyPemPkcs8: secretOutput("Private key in PEM, PKCS #8."),
  ...publicKeyOutputs,
};

function secretOutput(description: string): PropertySpec {
  return { type: "string", description, role: "computed", secret: true };
}

/** Smaller RSA keys can be broken; the official plugin refuses them, too. */
const minimumRsaBits = 1024;

export const privateKeyResource: ResourceType = {
  token: "tls:index/privateKey:PrivateKey",
  description: "Generates a private key, kept in the state as a secret.",
  stateVersion: 1,
  idFollowsChanges: true,
  properties,
  check: (inputs) => {
    const tooSmall =
      inputs["algorithm"] === "RSA" ? atLeast(minimumRsaBits)(inputs["rsaBits"] ?? null) : undefined;
    return tooSmall === undefined ? [] : [{ property: "rsaBits", reason: `rsaBits ${tooSmall}` }];
  },
  create,
};

function create(planned: Properties): Created {
  const key = generatePrivateKey({
    algorithm: textOf(planned, "algorithm") as KeyAlgorithm,
    curve: textOf(planned, "ecdsaCurve") as Curve,
    rsaBits: numberOf(planned, "rsaBits") ?? 2048,
  });
  const pkcs8 = key.key.export({ format: "pem", type: "pkcs8" }).toString();
  const { id, ...publicKey } = describePublicKey(key);
  const computed = {
    privateKeyPem: traditionalPem(key) ?? pkcs8,
    privateKeyPemPkcs8: pkcs8,
    privateKeyOpenssh: hasSshForm(key) ? sshPrivateKeyPem(key) : "",
    ...publicKey,
  };
  return { id, computed };
}

function traditionalPem({ algorithm, key }: PrivateKey): string | undefined {
  if (algorithm === "ED25519") return undefined;
  return key.export({ format: "pem", type: algorithm === "RSA" ? "pkcs1" : "sec1" }).toString();
}

export interface PublicKeyDescription {
  readonly [output: string]: string;
  /** SHA-1 of the encoded public key, in hexadecimal. */
  readonly id: string;
}

/** What the outputs say of the public half of a key. */
export function describePublicKey(key: PrivateKey): PublicKeyDescription {
  const publicKey = createPublicKey(key.key);
  const der = publicKey.export({ format: "der", type: "spki" });
  const ssh = hasSshForm(key) ? sshPublicKey(key) : undefined;
  return {
    id: createHash("sha1").update(der).digest("hex"),
    publicKeyFingerprintMd5: ssh?.fingerprintMd5 ?? "",
    publicKeyFingerprintSha256: ssh?.fingerprintSha256 ?? "",
    publicKeyOpenssh: ssh?.authorizedKey ?? "",
    publicKeyPem: publicKey.export({ format: "pem", type: "spki" }).toString(),
  };
}
