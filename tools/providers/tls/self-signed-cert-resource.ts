import { isTrue, numberOf, textsOf } from "../planned/inputs";
import type { Created, ResourceType } from "../planned/resource-type";
import type { Properties } from "../planned/values";
import { issueCertificate, publicKeyInfo } from "./certificate";
import {
  certificateOutputs,
  certificateProperties,
  flag,
  nameProperties,
  planRenewal,
  refreshRenewal,
} from "./certificate-properties";
import { distinguishedName } from "./distinguished-name";
import { alternativeNamesOf, subjectOf } from "./name-inputs";
import { keyAlgorithmOutput, givenKey, keyInputFailures, privateKeyInputs } from "./key-properties";

export const selfSignedCertResource: ResourceType = {
  token: "tls:index/selfSignedCert:SelfSignedCert",
  description: "Issues a certificate that is signed with its own key.",
  properties: {
    ...privateKeyInputs("privateKeyPem", "Private key that the certificate belongs to, in PEM."),
    ...nameProperties("SelfSignedCert"),
    ...certificateProperties,
    setAuthorityKeyId: flag("Whether the certificate carries the id of the key that signed it."),
    keyAlgorithm: keyAlgorithmOutput,
  },
  adjustPlan: planRenewal,
  refresh: refreshRenewal,
  check: (inputs) => keyInputFailures("privateKeyPem", inputs),
  create,
};

function create(planned: Properties, inputs: Properties): Created {
  const key = givenKey("privateKeyPem", inputs);
  const issued = issueCertificate(
    {
      subject: distinguishedName(subjectOf(planned)),
      names: alternativeNamesOf(planned),
      publicKey: publicKeyInfo(key),
      allowedUses: textsOf(planned, "allowedUses"),
      isCa: isTrue(planned, "isCaCertificate"),
      maxPathLength: numberOf(planned, "maxPathLength"),
      setSubjectKeyId: isTrue(planned, "setSubjectKeyId"),
      setAuthorityKeyId: isTrue(planned, "setAuthorityKeyId"),
      notBefore: new Date(),
      validityHours: numberOf(planned, "validityPeriodHours") ?? 0,
    },
    { key, certificate: undefined },
  );
  return {
    id: issued.serialNumber,
    computed: { ...certificateOutputs(issued), keyAlgorithm: key.algorithm },
  };
}
