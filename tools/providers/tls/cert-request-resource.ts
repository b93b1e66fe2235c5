import { createHash } from "node:crypto";
import type { Created, ResourceType } from "../planned/resource-type";
import type { Properties } from "../planned/values";
import { nameProperties } from "./certificate-properties";
import { distinguishedName } from "./distinguished-name";
import { alternativeNamesOf, subjectOf } from "./name-inputs";
import { keyAlgorithmOutput, givenKey, keyInputFailures, privateKeyInputs } from "./key-properties";
import { encodePem } from "./pem";
import { createSigningRequest } from "./signing-request";

export const certRequestResource: ResourceType = {
  token: "tls:index/certRequest:CertRequest",
  description: "Makes a certificate signing request (PKCS #10).",
  properties: {
    ...privateKeyInputs("privateKeyPem", "Private key that the certificate will belong to, in PEM."),
    ...nameProperties("CertRequest"),
    certRequestPem: {
      type: "string",
      description: "The request in PEM, newline included.",
      role: "computed",
      keepsState: true,
    },
    keyAlgorithm: keyAlgorithmOutput,
  },
  check: (inputs) => keyInputFailures("privateKeyPem", inputs),
  create,
};

function create(planned: Properties, inputs: Properties): Created {
  const key = givenKey("privateKeyPem", inputs);
  const der = createSigningRequest(distinguishedName(subjectOf(planned)), alternativeNamesOf(planned), key);
  return {
    id: createHash("sha1").update(der).digest("hex"),
    computed: { certRequestPem: encodePem("CERTIFICATE REQUEST", der), keyAlgorithm: key.algorithm },
  };
}
