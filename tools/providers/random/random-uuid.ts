import { randomBytes, randomUUID } from "node:crypto";
import type { ResourceType } from "../planned/resource-type";
import { drawn, keepers } from "./common-properties";

function uuidResource(name: string, description: string, draw: () => string): ResourceType {
  return {
    token: `random:index/${name.charAt(0).toLowerCase()}${name.slice(1)}:${name}`,
    description,
    properties: { keepers, result: drawn("string", "The UUID.") },
    create: () => {
      const result = draw();
      return { id: result, computed: { result } };
    },
    import: (id) => {
      const result = id.toLowerCase();
      if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(result)) {
        throw new Error(`A ${name} is imported by its UUID, such as aabbccdd-eeff-0011-2233-445566778899.`);
      }
      return { id: result, computed: { result }, inputs: {} };
    },
  };
}

/** A UUID of version 7: milliseconds since 1970 in front, so that later ones sort behind earlier ones. */
function uuid7(): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(Date.now(), 0, 6);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

export const randomUuid = uuidResource("RandomUuid", "A random UUID.", randomUUID);
export const randomUuid4 = uuidResource("RandomUuid4", "A random UUID of version 4.", randomUUID);
export const randomUuid7 = uuidResource("RandomUuid7", "A UUID of version 7, which sorts by time.", uuid7);
