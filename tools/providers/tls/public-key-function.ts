import { textOf } from "../planned/inputs";
import type { InvokeFunction, PropertySpec } from "../planned/resource-type";
import type { Properties } from "../planned/values";
import { keyAlgorithmOutput, publicKeyOutputs } from "./key-properties";
import { describePublicKey } from "./private-key-resource";
import { parsePrivateKey } from "./private-keys";
import { parseSshPrivateKey } from "./ssh-encoding";

const inputs: Readonly<Record<string, PropertySpec>> = {
  privateKeyOpenssh: {
    type: "string",
    description: "Private key in OpenSSH's PEM form.",
    role: "optional",
    secret: true,
  },
  privateKeyPem: { type: "string", description: "Private key in PEM.", role: "optional", secret: true },
};

export const getPublicKey: InvokeFunction = {
  token: "tls:index/getPublicKey:getPublicKey",
  description: "Reads the public key out of a private one.",
  inputs,
  outputs: {
    ...inputs,
    ...publicKeyOutputs,
    algorithm: keyAlgorithmOutput,
    id: { type: "string", description: "SHA-1 of the public key, in hexadecimal.", role: "computed" },
  },
  check: (given) => {
    if ((given["privateKeyPem"] === undefined) !== (given["privateKeyOpenssh"] === undefined)) return [];
    const reason = "exactly one of privateKeyPem and privateKeyOpenssh must be set.";
    return [{ property: "privateKeyPem", reason }];
  },
  run,
};

function run(given: Properties): Properties {
  const key =
    given["privateKeyPem"] === undefined
      ? parseSshPrivateKey("privateKeyOpenssh", textOf(given, "privateKeyOpenssh"))
      : parsePrivateKey("privateKeyPem", textOf(given, "privateKeyPem"));
  return { ...given, algorithm: key.algorithm, ...describePublicKey(key) };
}
