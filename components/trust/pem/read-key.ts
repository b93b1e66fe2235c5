import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { PemFault, type KeyText } from "../../../analysis";
import { bytesOf, isPrivateKey, pemBlocks, type PemBlock } from "./pem-blocks";
import { publicKeyHash } from "./read-certificates";

/** A private key of a text, in the one form that every mesh reads. */
export interface ReadKey extends KeyText {
  /** PKCS#8 as PEM; empty where there is no key. */
  readonly pkcs8: string;
}

/** openssl writes the curve before the key that names it as well. */
const parameters = "EC PARAMETERS";

/** Reads a text of a private key. Nothing of the text is in the faults. */
export function readKey(text: string): ReadKey {
  const { blocks, faults } = pemBlocks(text);
  const keys = blocks.filter(isPrivateKey);
  const found = new Set<PemFault>(faults);
  for (const block of blocks) {
    if (block.label === "CERTIFICATE") found.add(PemFault.Certificate);
    else if (!isPrivateKey(block) && block.label !== parameters) found.add(PemFault.OtherKind);
  }
  if (keys.length > 1) found.add(PemFault.Several);
  const [first] = keys;
  const key = first === undefined ? undefined : keyOf(first);
  if (key === undefined || typeof key === "string") {
    if (key !== undefined) found.add(key);
    else if (found.size === 0) found.add(PemFault.NotPem);
    return { publicKey: undefined, faults: [...found], pkcs8: "" };
  }
  return {
    publicKey: publicKeyHash(createPublicKey(key)),
    faults: [...found],
    pkcs8: key.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}

function keyOf(block: PemBlock): KeyObject | PemFault {
  if (block.label.startsWith("ENCRYPTED") || block.body.includes("ENCRYPTED")) return PemFault.Encrypted;
  const bytes = bytesOf(block);
  if (bytes === undefined) return PemFault.Unreadable;
  const pem = `-----BEGIN ${block.label}-----\n${bytes.toString("base64")}\n-----END ${block.label}-----\n`;
  try {
    return createPrivateKey(pem);
  } catch {
    // What OpenSSL says of it may quote it.
    return PemFault.Unreadable;
  }
}
