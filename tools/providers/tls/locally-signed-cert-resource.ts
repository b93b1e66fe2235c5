import { isTrue, numberOf, textOf, textsOf } from "../planned/inputs";
import { AsnConvert } from "@peculiar/asn1-schema";
import { BasicConstraints, Certificate, id_ce_basicConstraints } from "@peculiar/asn1-x509";
import type { Created, PropertySpec, ResourceType } from "../planned/resource-type";
import type { Properties } from "../planned/values";
import { issueCertificate } from "./certificate";
import {
  certificateOutputs,
  certificateProperties,
  planRenewal,
  refreshRenewal,
} from "./certificate-properties";
import { requestedName } from "./distinguished-name";
import {
  keyAlgorithmOutput,
  pemOf,
  givenKey,
  keyInputFailures,
  privateKeyInputs,
  replacesPem,
} from "./key-properties";
import { firstPemBlock } from "./pem";
import { exactBuffer } from "./signing";
import { parseSigningRequest } from "./signing-request";

export const locallySignedCertResource: ResourceType = {
  token: "tls:index/locallySignedCert:LocallySignedCert",
  description: "Issues a certificate for a signing request, signed by an authority whose key is at hand.",
  properties: {
    caCertPem: pemInput(
      "CERTIFICATE",
      "Certificate of the authority, in PEM; of several blocks the first counts.",
    ),
    ...privateKeyInputs("caPrivateKeyPem", "Private key of the authority, in PEM."),
    certRequestPem: pemInput("CERTIFICATE REQUEST", "The signing request, in PEM."),
    ...certificateProperties,
    caKeyAlgorithm: keyAlgorithmOutput,
  },
  adjustPlan: planRenewal,
  refresh: refreshRenewal,
  check: (inputs) => keyInputFailures("caPrivateKeyPem", inputs),
  create,
};

function pemInput(label: string, description: string): PropertySpec {
  return { type: "string", description, role: "required", replaces: replacesPem, rules: [pemOf(label)] };
}

function create(planned: Properties, inputs: Properties): Created {
  const key = givenKey("caPrivateKeyPem", inputs);
  const certificate = parsePem(planned, "caCertPem", "certificate", (der) =>
    AsnConvert.parse(der, Certificate),
  );
  const request = parsePem(planned, "certRequestPem", "signing request", parseSigningRequest);
  const issued = issueCertificate(
    {
      subject: requestedName(request.subject),
      names: request.names,
      publicKey: request.publicKey,
      allowedUses: textsOf(planned, "allowedUses"),
      isCa: isTrue(planned, "isCaCertificate"),
      maxPathLength: numberOf(planned, "maxPathLength"),
      setSubjectKeyId: isTrue(planned, "setSubjectKeyId"),
      setAuthorityKeyId: false,
      notBefore: new Date(),
      validityHours: numberOf(planned, "validityPeriodHours") ?? 0,
    },
    { key, certificate },
  );
  const warnings = isAuthority(certificate) ? [] : [notAnAuthority];
  return {
    id: issued.serialNumber,
    computed: { ...certificateOutputs(issued), caKeyAlgorithm: key.algorithm },
    warnings,
  };
}

const notAnAuthority =
  "caCertPem is not the certificate of an authority (its basic constraints do not say CA:TRUE). " +
  "Whoever verifies the new certificate will refuse it.";

function isAuthority(certificate: Certificate): boolean {
  const found = certificate.tbsCertificate.extensions?.find(
    ({ extnID }) => extnID === id_ce_basicConstraints,
  );
  return found !== undefined && AsnConvert.parse(found.extnValue, BasicConstraints).cA;
}

function parsePem<Parsed>(
  inputs: Properties,
  name: string,
  what: string,
  parse: (der: ArrayBuffer) => Parsed,
): Parsed {
  const block = firstPemBlock(textOf(inputs, name));
  try {
    if (block !== undefined) return parse(exactBuffer(block.der));
  } catch {
    // The parser's own message speaks of byte positions, which help nobody.
  }
  throw new Error(`${name} is PEM, but its content is not a complete ${what}.`);
}
