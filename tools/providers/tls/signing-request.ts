import { AsnConvert } from "@peculiar/asn1-schema";
import { Attributes, CertificationRequest, CertificationRequestInfo } from "@peculiar/asn1-csr";
import { Attribute, Extension, Extensions, id_ce_subjectAltName } from "@peculiar/asn1-x509";
import type { Name, SubjectPublicKeyInfo } from "@peculiar/asn1-x509";
import { OctetString } from "@peculiar/asn1-schema";
import { publicKeyInfo } from "./certificate";
import type { PrivateKey } from "./private-keys";
import { signature, signatureAlgorithm } from "./signing";
import { decodeAlternativeNames, encodeAlternativeNames } from "./subject-alternative-names";
import type { AlternativeNames } from "./subject-alternative-names";

const extensionRequest = "1.2.840.113549.1.9.14";

/** What a certificate signing request asks for. */
export interface SigningRequest {
  readonly subject: Name;
  readonly names: AlternativeNames;
  readonly publicKey: SubjectPublicKeyInfo;
}

/** A PKCS #10 request in DER. */
export function createSigningRequest(subject: Name, names: AlternativeNames, key: PrivateKey): Buffer {
  const content = new CertificationRequestInfo({
    subject,
    subjectPKInfo: publicKeyInfo(key),
    attributes: new Attributes(requestedExtensions(names)),
  });
  const request = new CertificationRequest({
    certificationRequestInfo: content,
    signatureAlgorithm: signatureAlgorithm(key),
    signature: signature(key, AsnConvert.serialize(content)),
  });
  return Buffer.from(AsnConvert.serialize(request));
}

function requestedExtensions(names: AlternativeNames): Attribute[] {
  const encoded = encodeAlternativeNames(names);
  if (encoded === undefined) return [];
  const extension = new Extension({ extnID: id_ce_subjectAltName, extnValue: new OctetString(encoded) });
  return [
    new Attribute({ type: extensionRequest, values: [AsnConvert.serialize(new Extensions([extension]))] }),
  ];
}

export function parseSigningRequest(der: ArrayBuffer): SigningRequest {
  const { certificationRequestInfo: content } = AsnConvert.parse(der, CertificationRequest);
  const attribute = [...content.attributes].find(({ type }) => type === extensionRequest);
  const [encoded] = attribute?.values ?? [];
  const extensions = encoded === undefined ? [] : AsnConvert.parse(encoded, Extensions);
  return {
    subject: content.subject,
    names: decodeAlternativeNames(extensions),
    publicKey: content.subjectPKInfo,
  };
}
