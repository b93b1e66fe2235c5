import { existsSync } from "node:fs";
import { join } from "node:path";
import { ensureParts, ToolchainError } from "../toolchain";
import type { TestLayer } from "./layers";

/** Makes what a layer needs available. Returns why it cannot be had, or nothing when the layer can run. */
export async function missingPrerequisite(checkout: string, layer: TestLayer): Promise<string | undefined> {
  const folder = (layer.shared ?? []).find((name) => !existsSync(join(checkout, "..", "shared", name)));
  if (folder !== undefined) return `there is no folder ../shared/${folder} beside this checkout`;
  if (layer.parts === undefined) return undefined;
  try {
    await ensureParts(layer.parts);
    return undefined;
  } catch (error) {
    if (error instanceof ToolchainError) return error.message;
    throw error;
  }
}
