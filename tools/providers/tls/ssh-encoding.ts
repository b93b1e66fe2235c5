import { createHash, createPrivateKey, createPublicKey, randomBytes } from "node:crypto";
import type { JsonWebKey } from "node:crypto";
import { encodePem, firstPemBlock } from "./pem";
import { describeKey } from "./private-keys";
import type { Curve, PrivateKey } from "./private-keys";

const sshCurves: Partial<Record<Curve, string>> = { P256: "nistp256", P384: "nistp384", P521: "nistp521" };
const privateKeyLabel = "OPENSSH PRIVATE KEY";
const privateKeyMagic = Buffer.from("openssh-key-v1\0");

export interface SshPublicKey {
  /** One line of an authorized_keys file, newline included. */
  readonly authorizedKey: string;
  /** `aa:bb:…` */
  readonly fingerprintMd5: string;
  /** `SHA256:…` */
  readonly fingerprintSha256: string;
}

/** SSH has no name for the curve P-224, so a key on it has no SSH form. */
export function hasSshForm(key: PrivateKey): boolean {
  return key.curve === undefined || sshCurves[key.curve] !== undefined;
}

export function sshPublicKey(key: PrivateKey): SshPublicKey {
  const blob = publicBlob(key);
  const md5 = createHash("md5").update(blob).digest("hex");
  const sha256 = createHash("sha256").update(blob).digest("base64");
  return {
    authorizedKey: `${keyType(key)} ${blob.toString("base64")}\n`,
    fingerprintMd5: (md5.match(/../g) ?? []).join(":"),
    fingerprintSha256: `SHA256:${sha256.replace(/=+$/, "")}`,
  };
}

/** The unencrypted OpenSSH form of a private key (OpenSSH's PROTOCOL.key), without a comment. */
export function sshPrivateKeyPem(key: PrivateKey): string {
  // Both copies of the check number must agree after decryption; without encryption any number does.
  const check = randomBytes(4);
  const fields = Buffer.concat([check, check, string(keyType(key)), ...privateFields(key), string("")]);
  const padding = Buffer.from(Array.from({ length: (8 - (fields.length % 8)) % 8 }, (_, index) => index + 1));
  const none = string("none");
  const header = [privateKeyMagic, none, none, string(""), uint32(1), string(publicBlob(key))];
  return encodePem(privateKeyLabel, Buffer.concat([...header, string(Buffer.concat([fields, padding]))]));
}

function keyType({ algorithm, curve }: PrivateKey): string {
  if (algorithm === "RSA") return "ssh-rsa";
  return algorithm === "ED25519" ? "ssh-ed25519" : `ecdsa-sha2-${sshCurve(curve)}`;
}

function sshCurve(curve: Curve | undefined): string {
  const name = curve === undefined ? undefined : sshCurves[curve];
  if (name === undefined)
    throw new Error(`SSH has no form for ECDSA keys on the curve ${curve ?? "(none)"}.`);
  return name;
}

function publicBlob(key: PrivateKey): Buffer {
  const jwk = createPublicKey(key.key).export({ format: "jwk" });
  const type = string(keyType(key));
  switch (key.algorithm) {
    case "RSA":
      return Buffer.concat([type, integer(jwk.e), integer(jwk.n)]);
    case "ED25519":
      return Buffer.concat([type, string(bytes(jwk.x))]);
    case "ECDSA":
      return Buffer.concat([type, string(sshCurve(key.curve)), string(point(jwk))]);
  }
}

function privateFields(key: PrivateKey): Buffer[] {
  const jwk = key.key.export({ format: "jwk" });
  switch (key.algorithm) {
    case "RSA":
      return [jwk.n, jwk.e, jwk.d, jwk.qi, jwk.p, jwk.q].map(integer);
    case "ED25519":
      return [string(bytes(jwk.x)), string(Buffer.concat([bytes(jwk.d), bytes(jwk.x)]))];
    case "ECDSA":
      return [string(sshCurve(key.curve)), string(point(jwk)), integer(jwk.d)];
  }
}

/** Reads an unencrypted private key in OpenSSH form. The message of a failure never holds the text. */
export function parseSshPrivateKey(property: string, text: string): PrivateKey {
  const block = firstPemBlock(text);
  if (block?.label !== privateKeyLabel) {
    throw new Error(`${property} must be a PEM block of type "${privateKeyLabel}".`);
  }
  let jwk: JsonWebKey | undefined;
  try {
    jwk = readPrivateKey(new Reader(block.der));
  } catch {
    jwk = undefined;
  }
  if (jwk === undefined) {
    throw new Error(
      `${property} is not a complete, unencrypted OpenSSH key of the type RSA, ECDSA or ED25519.`,
    );
  }
  return describeKey(property, createPrivateKey({ key: jwk, format: "jwk" }));
}

function readPrivateKey(file: Reader): JsonWebKey | undefined {
  if (!file.take(privateKeyMagic.length).equals(privateKeyMagic) || file.string().toString() !== "none")
    return undefined;
  file.string();
  file.string();
  if (file.take(4).readUInt32BE() !== 1) return undefined;
  file.string();
  const fields = new Reader(file.string());
  fields.take(8);
  const type = fields.string().toString();
  if (type === "ssh-rsa") {
    const [n, e, d, qi, p, q] = Array.from({ length: 6 }, () => fields.unsigned()) as [
      string,
      string,
      string,
      string,
      string,
      string,
    ];
    const exponents = { dp: exponent(d, p), dq: exponent(d, q) };
    return { kty: "RSA", n, e, d, qi, p, q, ...exponents };
  }
  if (type === "ssh-ed25519") {
    const x = fields.string();
    return {
      kty: "OKP",
      crv: "Ed25519",
      x: x.toString("base64url"),
      d: fields.string().subarray(0, 32).toString("base64url"),
    };
  }
  return type.startsWith("ecdsa-sha2-") ? readEcdsaKey(fields) : undefined;
}

function readEcdsaKey(fields: Reader): JsonWebKey | undefined {
  const crv = { nistp256: "P-256", nistp384: "P-384", nistp521: "P-521" }[fields.string().toString()];
  const coordinates = fields.string().subarray(1);
  const size = coordinates.length / 2;
  if (crv === undefined) return undefined;
  const d = Buffer.from(fields.unsigned(), "base64url");
  const padded = Buffer.concat([Buffer.alloc(size - d.length), d]);
  const [x, y] = [coordinates.subarray(0, size), coordinates.subarray(size)];
  return {
    kty: "EC",
    crv,
    x: x.toString("base64url"),
    y: y.toString("base64url"),
    d: padded.toString("base64url"),
  };
}

/** d mod (p - 1), which the OpenSSH form leaves out and JWK asks for. */
function exponent(d: string, prime: string): string {
  const [left, right] = [d, prime].map((text) =>
    BigInt(`0x${Buffer.from(text, "base64url").toString("hex")}`),
  ) as [bigint, bigint];
  const hex = (left % (right - 1n)).toString(16);
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), "0"), "hex").toString("base64url");
}

function bytes(base64url: string | undefined): Buffer {
  return Buffer.from(base64url ?? "", "base64url");
}

function point(jwk: JsonWebKey): Buffer {
  return Buffer.concat([Buffer.from([4]), bytes(jwk.x), bytes(jwk.y)]);
}

function uint32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32BE(value);
  return buffer;
}

function string(value: string | Buffer): Buffer {
  const content = Buffer.from(value);
  return Buffer.concat([uint32(content.length), content]);
}

/** A multiple-precision integer: shortest form, with a zero byte before a first byte of 128 or more. */
function integer(base64url: string | undefined): Buffer {
  let content = bytes(base64url);
  while (content[0] === 0) content = content.subarray(1);
  return string((content[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), content]) : content);
}

class Reader {
  #offset = 0;
  constructor(readonly content: Buffer) {}

  take(length: number): Buffer {
    const end = this.#offset + length;
    if (end > this.content.length) throw new RangeError("the key ends early");
    const part = this.content.subarray(this.#offset, end);
    this.#offset = end;
    return part;
  }

  string(): Buffer {
    return this.take(this.take(4).readUInt32BE());
  }

  /** A multiple-precision integer without its leading zero, in base64url. */
  unsigned(): string {
    const content = this.string();
    return content.subarray(content[0] === 0 ? 1 : 0).toString("base64url");
  }
}
