import { AsnConvert } from "@peculiar/asn1-schema";
import { AttributeTypeAndValue, AttributeValue, Name, RelativeDistinguishedName } from "@peculiar/asn1-x509";

/** The subject of a certificate, by the names that the resources' inputs have. */
export interface Subject {
  readonly commonName?: string;
  readonly country?: string;
  readonly emailAddress?: string;
  readonly locality?: string;
  readonly organization?: string;
  readonly organizationalUnit?: string;
  readonly postalCode?: string;
  readonly province?: string;
  readonly serialNumber?: string;
  readonly streetAddresses?: readonly string[];
}

/** Object identifiers in the order in which the attributes stand in a name. */
const attributes = {
  country: "2.5.4.6",
  province: "2.5.4.8",
  locality: "2.5.4.7",
  streetAddresses: "2.5.4.9",
  postalCode: "2.5.4.17",
  organization: "2.5.4.10",
  organizationalUnit: "2.5.4.11",
  commonName: "2.5.4.3",
  serialNumber: "2.5.4.5",
} as const;
const emailAddress = "1.2.840.113549.1.9.1";

export function distinguishedName(subject: Subject): Name {
  const parts = Object.entries(attributes).map(([field, type]) => {
    const value = subject[field as keyof typeof attributes] ?? [];
    return relativeName(type, typeof value === "string" ? [value] : value, field);
  });
  const { emailAddress: email } = subject;
  if (email !== undefined)
    parts.push([
      new AttributeTypeAndValue({ type: emailAddress, value: new AttributeValue({ ia5String: email }) }),
    ]);
  return new Name(parts.filter((part) => part.length > 0).map((part) => new RelativeDistinguishedName(part)));
}

/**
 * The name that a certificate takes over from a request. As with the official plugin, each attribute is written anew,
 * in the usual order, and attributes other than those of a subject input are left out; so is the e-mail address.
 */
export function requestedName(requested: Name): Name {
  const given = requested.flatMap((part) => [...part]);
  const parts = Object.entries(attributes).map(([field, type]) => {
    const values = given
      .filter((attribute) => attribute.type === type)
      .map((attribute) => attribute.value.toString());
    // Where a name has one value only, the last one given counts.
    return relativeName(type, isSingle(field) ? values.slice(-1) : values, field);
  });
  return new Name(parts.filter((part) => part.length > 0).map((part) => new RelativeDistinguishedName(part)));
}

function isSingle(field: string): boolean {
  return field === "commonName" || field === "serialNumber";
}

/** Several values of one attribute make one part of the name, in the order DER asks of a set. */
function relativeName(type: string, values: readonly string[], field: string): AttributeTypeAndValue[] {
  const kept = isSingle(field) ? values.filter((value) => value !== "") : values;
  const encoded = kept.map((text) => {
    const attribute = new AttributeTypeAndValue({ type, value: new AttributeValue(stringForm(text)) });
    return { attribute, der: Buffer.from(AsnConvert.serialize(attribute)) };
  });
  return encoded.sort((a, b) => Buffer.compare(a.der, b.der)).map(({ attribute }) => attribute);
}

function stringForm(text: string): Partial<AttributeValue> {
  return /^[A-Za-z0-9 '()+,\-./:=?]*$/.test(text) ? { printableString: text } : { utf8String: text };
}
