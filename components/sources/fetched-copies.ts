import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { cacheDirectory } from "./cache-directory";

/**
 * Fetches something, or takes the copy of an earlier time where its source cannot be reached, and says so. Without the copy, a
 * run without network would take away what an earlier one rendered.
 * @param what What is fetched, in words.
 * @param source Where it comes from. The copy is kept by both.
 * @throws What `fetch` threw, where there is no copy
 */
export function fetchedOrKept(what: string, source: string, fetch: () => Buffer): Buffer {
  const copy = join(cacheDirectory(), "sources", digest(`${source}\n${what}`));
  let fetched: Buffer;
  try {
    fetched = fetch();
  } catch (error) {
    if (!existsSync(copy)) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    const date = statSync(copy).mtime.toISOString().slice(0, 10);
    void pulumi.log.warn(
      `${what} from ${source} cannot be fetched (${reason}). The copy of ${date} is used instead.`,
    );
    return readFileSync(copy);
  }
  keep(fetched, copy);
  return fetched;
}

/** A cache that cannot be written is no reason to stop. */
function keep(content: Buffer, copy: string): void {
  const draft = `${copy}.${String(process.pid)}`;
  try {
    mkdirSync(dirname(copy), { recursive: true });
    writeFileSync(draft, content);
    renameSync(draft, copy);
  } catch {
    removeIfThere(draft);
  }
}

function removeIfThere(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // Its folder could not be made either.
  }
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}
