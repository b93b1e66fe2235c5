import { sign } from "node:crypto";
import { AlgorithmIdentifier } from "@peculiar/asn1-x509";
import type { Curve, PrivateKey } from "./private-keys";

interface SignatureScheme {
  readonly oid: string;
  /** Digest to sign with; Ed25519 has its own. */
  readonly digest: string | null;
}

const ecdsaSha256: SignatureScheme = { oid: "1.2.840.10045.4.3.2", digest: "sha256" };
const ecdsaSchemes: Readonly<Record<Curve, SignatureScheme>> = {
  P224: ecdsaSha256,
  P256: ecdsaSha256,
  P384: { oid: "1.2.840.10045.4.3.3", digest: "sha384" },
  P521: { oid: "1.2.840.10045.4.3.4", digest: "sha512" },
};
const rsaSha256: SignatureScheme = { oid: "1.2.840.113549.1.1.11", digest: "sha256" };
const ed25519: SignatureScheme = { oid: "1.3.101.112", digest: null };

function schemeOf(key: PrivateKey): SignatureScheme {
  if (key.curve !== undefined) return ecdsaSchemes[key.curve];
  return key.algorithm === "RSA" ? rsaSha256 : ed25519;
}

/** How certificates and requests name the algorithm that this key signs with. */
export function signatureAlgorithm(key: PrivateKey): AlgorithmIdentifier {
  const { oid } = schemeOf(key);
  // RFC 4055: the parameters of RSA are NULL; RFC 5758 and 8410: those of the others are absent.
  return new AlgorithmIdentifier(
    key.algorithm === "RSA" ? { algorithm: oid, parameters: null } : { algorithm: oid },
  );
}

export function signature(key: PrivateKey, content: ArrayBuffer): ArrayBuffer {
  return exactBuffer(sign(schemeOf(key).digest, Buffer.from(content), key.key));
}

/** The bytes alone, without the pool that Node's buffers may lie in. */
export function exactBuffer(buffer: Buffer): ArrayBuffer {
  return new Uint8Array(buffer).buffer;
}
