import { existsSync, readdirSync } from "node:fs";
import type { Deployment, EngineStack, RecordedResource } from "../engine";

/** Rendered files below a folder. */
export function renderedFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".yaml"));
}

/**
 * The provider writes a file when its object changes and never looks at it again. Where somebody has removed files, the
 * engine must forget their objects to write them anew; keys and certificates stay as they are.
 * @returns whether files were missing
 */
export async function restoreFiles(
  stack: EngineStack,
  deployment: Deployment,
  folder: string,
): Promise<boolean> {
  const recorded = deployment.resources.filter(isRendered).length;
  if (renderedFiles(folder).length >= recorded) return false;
  await stack.forget(isRendered);
  return true;
}

function isRendered({ type, id }: RecordedResource): boolean {
  return type.startsWith("kubernetes:") && id !== undefined;
}
