import { randomBytes } from "node:crypto";
import { numberOf, textOf } from "../planned/inputs";
import type { Created, Imported, ResourceType } from "../planned/resource-type";
import { atLeast } from "../planned/rules";
import { drawn, keepers } from "./common-properties";

export const randomId: ResourceType = {
  token: "random:index/randomId:RandomId",
  description: "Random bytes in several notations, for names.",
  properties: {
    byteLength: {
      type: "integer",
      description: "Number of random bytes.",
      role: "required",
      replaces: true,
      rules: [atLeast(1)],
    },
    keepers,
    prefix: {
      type: "string",
      description: "Text before the result in every notation.",
      role: "optional",
      replaces: true,
    },
    b64Std: drawn("string", "The bytes in base64."),
    b64Url: drawn("string", "The bytes in base64url."),
    dec: drawn("string", "The bytes as a decimal number."),
    hex: drawn("string", "The bytes in hexadecimal."),
  },
  create: (planned) => describe(randomBytes(numberOf(planned, "byteLength") ?? 1), textOf(planned, "prefix")),
  import: importById,
};

function describe(bytes: Buffer, prefix: string): Created {
  const id = bytes.toString("base64url");
  const computed = {
    b64Std: prefix + bytes.toString("base64"),
    b64Url: prefix + id,
    dec: prefix + BigInt(`0x${bytes.toString("hex")}`).toString(),
    hex: prefix + bytes.toString("hex"),
  };
  return { id, computed };
}

/** The id to import is the base64url form, with `<prefix>,` before it when there is a prefix. */
function importById(id: string): Imported {
  const comma = id.lastIndexOf(",");
  const prefix = comma < 0 ? "" : id.slice(0, comma);
  const text = id.slice(comma + 1);
  const bytes = Buffer.from(text, "base64url");
  if (bytes.length === 0 || bytes.toString("base64url") !== text) {
    throw new Error(
      'A RandomId is imported by its base64url form, or by "<prefix>,<base64url>"; this id is neither.',
    );
  }
  const inputs = { byteLength: bytes.length, ...(prefix === "" ? {} : { prefix }) };
  return { ...describe(bytes, prefix), inputs };
}
