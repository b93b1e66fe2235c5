import { KeyUsageFlags } from "@peculiar/asn1-x509";

const keyUsages: Readonly<Record<string, KeyUsageFlags>> = {
  cert_signing: KeyUsageFlags.keyCertSign,
  content_commitment: KeyUsageFlags.nonRepudiation,
  crl_signing: KeyUsageFlags.cRLSign,
  data_encipherment: KeyUsageFlags.dataEncipherment,
  decipher_only: KeyUsageFlags.decipherOnly,
  digital_signature: KeyUsageFlags.digitalSignature,
  encipher_only: KeyUsageFlags.encipherOnly,
  key_agreement: KeyUsageFlags.keyAgreement,
  key_encipherment: KeyUsageFlags.keyEncipherment,
};

const extendedKeyUsages: Readonly<Record<string, string>> = {
  any_extended: "2.5.29.37.0",
  client_auth: "1.3.6.1.5.5.7.3.2",
  code_signing: "1.3.6.1.5.5.7.3.3",
  email_protection: "1.3.6.1.5.5.7.3.4",
  ipsec_end_system: "1.3.6.1.5.5.7.3.5",
  ipsec_tunnel: "1.3.6.1.5.5.7.3.6",
  ipsec_user: "1.3.6.1.5.5.7.3.7",
  microsoft_commercial_code_signing: "1.3.6.1.4.1.311.2.1.22",
  microsoft_kernel_code_signing: "1.3.6.1.4.1.311.61.1.1",
  microsoft_server_gated_crypto: "1.3.6.1.4.1.311.10.3.3",
  netscape_server_gated_crypto: "2.16.840.1.113730.4.1",
  ocsp_signing: "1.3.6.1.5.5.7.3.9",
  server_auth: "1.3.6.1.5.5.7.3.1",
  timestamping: "1.3.6.1.5.5.7.3.8",
};

/** Every word that `allowedUses` takes. */
export const allowedUseNames: readonly string[] = [
  ...Object.keys(keyUsages),
  ...Object.keys(extendedKeyUsages),
].sort();

/** The key usage bits among the uses; 0 when there are none. */
export function keyUsageFlags(uses: readonly string[]): number {
  return uses.reduce((flags, use) => flags | (keyUsages[use] ?? 0), 0);
}

/** The object identifiers of the extended key usages among the uses, in their order. */
export function extendedKeyUsageIds(uses: readonly string[]): string[] {
  return uses.flatMap((use) => extendedKeyUsages[use] ?? []);
}
