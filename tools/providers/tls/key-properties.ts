import { textOf } from "../planned/inputs";
import type { PropertySpec, ReplaceRule, Rule } from "../planned/resource-type";
import type { Properties } from "../planned/values";
import type { CheckFailure } from "../shared/provider-contract";
import { firstPemBlock, isPemText } from "./pem";
import { parsePrivateKey, privateKeyPemProblem } from "./private-keys";
import type { PrivateKey } from "./private-keys";

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

/**
 * Inputs that hold a private key: under the given name, or under the same with `Wo` behind it, which keeps the key out of
 * the outputs. Exactly one of them is given; see {@link keyInputFailures}.
 */
export function privateKeyInputs(name: string, description: string): Readonly<Record<string, PropertySpec>> {
  const version = `Version of ${name}Wo. Changing it replaces the resource, so that a new key is used.`;
  return {
    [name]: privateKeyInput(description),
    [`${name}Wo`]: {
      ...privateKeyInput(`${description} Kept in no output.`),
      replaces: false,
      writeOnly: true,
    },
    [`${name}WoVersion`]: { type: "integer", description: version, role: "optional", replaces: true },
  };
}

/** What is wrong with the choice among the inputs of {@link privateKeyInputs}. */
export function keyInputFailures(name: string, inputs: Properties): CheckFailure[] {
  const given = [name, `${name}Wo`].filter((input) => inputs[input] !== undefined);
  if (given.length !== 1) {
    const count = given.length === 0 ? "none" : "both";
    const reason = `exactly one of ${name} and ${name}Wo must be set (got ${count}).`;
    return [{ property: name, reason }];
  }
  if (given[0] === name || inputs[`${name}WoVersion`] !== undefined) return [];
  const reason = `${name}Wo needs ${name}WoVersion: without a version no change of the key could be seen. Set it to 1.`;
  return [{ property: `${name}WoVersion`, reason }];
}

/** The private key that was given. */
export function givenKey(name: string, inputs: Properties): PrivateKey {
  const input = inputs[name] === undefined ? `${name}Wo` : name;
  return parsePrivateKey(input, textOf(inputs, input));
}

function privateKeyInput(description: string): PropertySpec {
  return {
    type: "string",
    description,
    role: "optional",
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
