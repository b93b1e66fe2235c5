import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

const suffix = ".spec.ts";

/** Specs of a layer, relative to the checkout, in a fixed order. */
export function specFilesOf(checkout: string, layer: string): string[] {
  const folder = join(checkout, "test", layer);
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(suffix))
    .sort()
    .map((file) => join("test", layer, file));
}

/** Folders below `test/` that hold specs and belong to no layer: their tests would never run. */
export function foldersWithoutLayer(checkout: string, layers: readonly string[]): string[] {
  return readdirSync(join(checkout, "test"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !layers.includes(entry.name))
    .map((entry) => entry.name)
    .filter((name) => specFilesOf(checkout, name).length > 0);
}
