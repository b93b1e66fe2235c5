import { PemFault } from "../../../analysis";

/** One block of a PEM text. */
export interface PemBlock {
  /** What it says it is, for example `CERTIFICATE`. */
  readonly label: string;
  /** What stands between its lines. */
  readonly body: string;
}

const block = /-----BEGIN ([A-Z0-9 ]+)-----([^]*?)-----END \1-----/g;
const fileName = /^[^\s]{1,255}\.(pem|crt|cer|key|der|p12|pfx)$/i;
const absolutePath = /^(~|\.{1,2})?\/[^\s]{1,255}$/;

const escapedEnd = /-----\\[nr]/;

/** The blocks of a text, or why it has none. Blanks around and between blocks do not matter. */
export function pemBlocks(text: string): {
  readonly blocks: readonly PemBlock[];
  readonly faults: PemFault[];
} {
  if (escapedEnd.test(text)) return { blocks: [], faults: [PemFault.Escaped] };
  const blocks = [...text.matchAll(block)].map(([, label = "", body = ""]) => ({ label, body }));
  const rest = text.replace(block, "").trim();
  if (blocks.length === 0) return { blocks, faults: [withoutBlocks(rest)] };
  return { blocks, faults: rest === "" ? [] : [PemFault.Junk] };
}

function withoutBlocks(text: string): PemFault {
  if (text === "") return PemFault.Empty;
  if (fileName.test(text) || absolutePath.test(text)) return PemFault.FileName;
  const decoded = Buffer.from(text, "base64").toString("latin1");
  return decoded.includes("-----BEGIN ") ? PemFault.EncodedTwice : PemFault.NotPem;
}

const base64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** The bytes of a block; nothing where it is not base64. */
export function bytesOf({ body }: PemBlock): Buffer | undefined {
  const text = body.replace(/\s+/g, "");
  return base64.test(text) ? Buffer.from(text, "base64") : undefined;
}

/** Whether a block holds a private key of some kind. */
export function isPrivateKey({ label }: PemBlock): boolean {
  return label.endsWith("PRIVATE KEY");
}
