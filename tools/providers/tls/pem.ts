export interface PemBlock {
  /** What the boundary lines say, for example `CERTIFICATE`. */
  readonly label: string;
  readonly der: Buffer;
}

/** The first PEM block of a text, or undefined when there is none. */
export function firstPemBlock(text: string): PemBlock | undefined {
  const match = /-----BEGIN ([A-Z0-9 ]+)-----\r?\n([A-Za-z0-9+/=\s]+)-----END \1-----/.exec(text);
  const [, label, body] = match ?? [];
  if (label === undefined || body === undefined) return undefined;
  return { label, der: Buffer.from(body, "base64") };
}

/** Encodes bytes as a PEM block that ends in a newline. */
export function encodePem(label: string, der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString("base64")
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join("\n")}\n-----END ${label}-----\n`;
}

/** True for a text that is PEM from its first to its last line. */
export function isPemText(text: string): boolean {
  return /^-----BEGIN [A-Za-z ]+-----\n[^]+\n-----END [A-Za-z ]+-----\n?$/.test(text);
}
