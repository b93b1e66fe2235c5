import type { PropertySpec, ReplaceRule, Rule } from "../planned/resource-type";
import { firstPemBlock, isPemText } from "./pem";
import { privateKeyPemProblem } from "./private-keys";

const validKeyPem: Rule = (value) => (typeof value === "string" ? privateKeyPemProblem(value) : undefined);

/** A rule for a property that holds a PEM block of one type. */
export function pemOf(label: string): Rule {
  return (value) => {
    const found = typeof value === "string" ? firstPemBlock(value) : undefined;
    if (found === undefined)
      return "is not PEM: it has no BEGIN and END lines with base64 text between them.";
    return found.label === label
      ? undefined
      : `is a PEM block of type "${found.label}"; it must be "${label}".`;
  };
}

// States of old versions of the official plugin hold a digest instead of the PEM text. Such a state is brought up to
// date in place, so that an upgrade replaces no certificate.
export const replacesPem: ReplaceRule = (prior) => typeof prior === "string" && isPemText(prior);

/** An input that holds a private key. */
export function privateKeyInput(description: string): PropertySpec {
  return {
    type: "string",
    description,
    role: "required",
    secret: true,
    replaces: replacesPem,
    rules: [validKeyPem],
  };
}

export const keyAlgorithmOutput: PropertySpec = {
  type: "string",
  description: "Algorithm of the private key: RSA, ECDSA or ED25519.",
  role: "computed",
  keepsState: true,
};

/** Outputs that describe the public half of a key. */
export const publicKeyOutputs: Readonly<Record<string, PropertySpec>> = {
  publicKeyFingerprintMd5: output(
    "MD5 fingerprint of the SSH public key, `aa:bb:…`; empty for ECDSA on P224.",
  ),
  publicKeyFingerprintSha256: output(
    "SHA-256 fingerprint of the SSH public key, `SHA256:…`; empty for ECDSA on P224.",
  ),
  publicKeyOpenssh: output(
    "Public key as a line of authorized_keys, newline included; empty for ECDSA on P224.",
  ),
  publicKeyPem: output("Public key in PEM (PKIX), newline included."),
};

function output(description: string): PropertySpec {
  return { type: "string", description, role: "computed" };
}
