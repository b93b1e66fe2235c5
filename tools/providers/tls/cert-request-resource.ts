import { textOf } from "../planned/inputs";
import { createHash } from "node:crypto";
import type { Created, ResourceType } from "../planned/resource-type";
import type { Properties } from "../planned/values";
import { nameProperties } from "./certificate-properties";
import { distinguishedName } from "./distinguished-name";
import { alternativeNamesOf, subjectOf } from "./name-inputs";
import { keyAlgorithmOutput, privateKeyInput } from "./key-properties";
import { encodePem } from "./pem";
import { parsePrivateKey } from "./private-keys";
import { createSigningRequest } from "./signing-request";

export const certRequestResource: ResourceType = {
  token: "tls:index/certRequest:CertRequest",
  description: "Makes a certificate signing request (PKCS #10).",
  properties: {
    privateKeyPem: privateKeyInput("Private key that the certificate will belong to, in PEM."),
    ...nameProperties("CertRequest"),
    certRequestPem: {
      type: "string",
      description: "The request in PEM, newline included.",
      role: "computed",
      keepsState: true,
    },
    keyAlgorithm: keyAlgorithmOutput,
  },
  create,
};

function create(planned: Properties): Created {
  const key = parsePrivateKey("privateKeyPem", textOf(planned, "privateKeyPem"));
  const der = createSigningRequest(distinguishedName(subjectOf(planned)), alternativeNamesOf(planned), key);
  return {
    id: createHash("sha1").update(der).digest("hex"),
    computed: { certRequestPem: encodePem("CERTIFICATE REQUEST", der), keyAlgorithm: key.algorithm },
  };
}
