import { isIP } from "node:net";
import { AsnConvert } from "@peculiar/asn1-schema";
import { GeneralName, SubjectAlternativeName, id_ce_subjectAltName } from "@peculiar/asn1-x509";
import type { Extension } from "@peculiar/asn1-x509";

/** What a certificate is valid for, beside its subject. */
export interface AlternativeNames {
  readonly dnsNames: readonly string[];
  readonly ipAddresses: readonly string[];
  readonly uris: readonly string[];
}

/** The encoded names, or undefined when there are none. */
export function encodeAlternativeNames(names: AlternativeNames): ArrayBuffer | undefined {
  const general = [
    ...names.dnsNames.map((dNSName) => new GeneralName({ dNSName })),
    ...names.ipAddresses.map((address) => new GeneralName({ iPAddress: shortestForm(address) })),
    ...names.uris.map((uniformResourceIdentifier) => new GeneralName({ uniformResourceIdentifier })),
  ];
  return general.length === 0 ? undefined : AsnConvert.serialize(new SubjectAlternativeName(general));
}

export function decodeAlternativeNames(extensions: Iterable<Extension>): AlternativeNames {
  const found = [...extensions].find((extension) => extension.extnID === id_ce_subjectAltName);
  const names =
    found === undefined ? [] : Array.from(AsnConvert.parse(found.extnValue, SubjectAlternativeName));
  return {
    dnsNames: names.flatMap((name) => name.dNSName ?? []),
    ipAddresses: names.flatMap((name) => name.iPAddress ?? []),
    uris: names.flatMap((name) => name.uniformResourceIdentifier ?? []),
  };
}

/** What is wrong with one alternative name, if anything. */
export function nameProblem(kind: keyof AlternativeNames, name: string): string | undefined {
  if (kind === "ipAddresses") {
    const isValid = isIP(name) !== 0 && !name.includes("%");
    return isValid
      ? undefined
      : `is not an IP address (got "${name}"). Give IPv4 or IPv6, without prefix length or zone.`;
  }
  return isPlainAscii(name)
    ? undefined
    : `has characters that a certificate cannot hold (got "${name}"). Use ASCII alone.`;
}

function isPlainAscii(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}

/** An IPv4 address that is written as IPv6 (`::ffff:10.0.0.1`) is encoded as IPv4. */
function shortestForm(address: string): string {
  return /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
}
