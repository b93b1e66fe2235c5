import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cacheVariable } from "../../components/sources/cache-directory";
import { messageOf, ToolchainError } from "./toolchain-error";

export { cacheDirectory } from "../../components/sources/cache-directory";

/**
 * Makes the folder and proves that files can be written there.
 * @throws ToolchainError that names the folder and the variable that chooses another.
 */
export function ensureWritable(directory: string): void {
  const probe = join(directory, `.write-probe-${process.pid}`);
  try {
    mkdirSync(directory, { recursive: true });
    writeFileSync(probe, "");
  } catch (error) {
    throw new ToolchainError(
      `The cache folder ${directory} cannot be written (${messageOf(error)}). Programs that are downloaded or built are ` +
        `kept there. Make it writable, or set ${cacheVariable} to a folder that is.`,
    );
  } finally {
    // Below a file or in a read-only folder there is nothing to remove.
    try {
      rmSync(probe, { force: true });
    } catch {
      // The first failure is the one to tell.
    }
  }
}

/** Operating system and processor as they appear in cache folder names: binaries of one never serve another. */
export function platformKey(): string {
  return `${process.platform}-${process.arch}`;
}

export function executableFile(name: string): string {
  return process.platform === "win32" ? `${name}.exe` : name;
}
