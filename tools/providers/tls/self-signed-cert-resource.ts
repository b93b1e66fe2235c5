import { isTrue, numberOf, textOf, textsOf } from "../planned/inputs";
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
import { keyAlgorithmOutput, privateKeyInput } from "./key-properties";
import { parsePrivateKey } from "./private-keys";

export const selfSignedCertResource: ResourceType = {
  token: "tls:index/selfSignedCert:SelfSignedCert",
  description: "Issues a certificate that is signed with its own key.",
  properties: {
    privateKeyPem: privateKeyInput("Private key that the certificate belongs to, in PEM."),
    ...nameProperties("SelfSignedCert"),
    ...certificateProperties,
    setAuthorityKeyId: flag("Whether the certificate carries the id of the key that signed it."),
    keyAlgorithm: keyAlgorithmOutput,
  },
  adjustPlan: planRenewal,
  refresh: refreshRenewal,
  create,
};

function create(planned: Properties): Created {
  const key = parsePrivateKey("privateKeyPem", textOf(planned, "privateKeyPem"));
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
