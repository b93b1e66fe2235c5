import { randomBytes as drawBytes } from "node:crypto";
import { numberOf } from "../planned/inputs";
import type { Created, Imported, ResourceType } from "../planned/resource-type";
import { atLeast } from "../planned/rules";
import { drawn, keepers } from "./common-properties";

export const randomBytes: ResourceType = {
  token: "random:index/randomBytes:RandomBytes",
  description: "Secret random bytes, for keys.",
  properties: {
    keepers: { ...keepers, replaces: true },
    length: {
      type: "integer",
      description: "Number of bytes.",
      role: "required",
      replaces: true,
      rules: [atLeast(1)],
    },
    base64: drawn("string", "The bytes in base64.", true),
    hex: drawn("string", "The bytes in hexadecimal.", true),
  },
  omitsIdOutput: true,
  create: (planned) => describe(drawBytes(numberOf(planned, "length") ?? 1)),
  import: importById,
};

// The official plugin has the bytes themselves as the id, which the engine cannot keep secret. A state must carry over
// in both directions, so the id is the same here.
function describe(bytes: Buffer): Created {
  const base64 = bytes.toString("base64");
  return { id: base64, computed: { base64, hex: bytes.toString("hex") } };
}

function importById(id: string): Imported {
  const bytes = Buffer.from(id, "base64");
  if (bytes.length === 0 || bytes.toString("base64") !== id) {
    throw new Error("RandomBytes are imported by their base64 form; this id is not base64.");
  }
  return { ...describe(bytes), inputs: { length: bytes.length } };
}
