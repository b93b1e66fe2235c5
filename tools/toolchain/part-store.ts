import { createHash, randomUUID } from "node:crypto";
import {
  createReadStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { watchdog } from "../supervision/watchdog";
import { executableFile, platformKey } from "./cache-directory";
import type { Part } from "./part-catalog";

export type StoredWay = "download" | "built";

/** What is written beside a stored binary, to notice damage without reading the whole file in every run. */
interface PartRecord {
  readonly way: StoredWay;
  /** Digest of everything the binary was made from; another one means that it must be made again. */
  readonly recipe: string;
  readonly sha256: string;
  readonly size: number;
  readonly modified: number;
  /** How long it took. Unit: seconds. */
  readonly seconds: number;
}

export interface StoredPart {
  readonly way: StoredWay;
  readonly path: string;
  readonly size: number;
  readonly seconds: number;
}

export type StoredState =
  | { readonly state: "ready"; readonly part: StoredPart }
  | { readonly state: "absent" }
  | { readonly state: "unusable"; readonly reason: string };

/** Official builds are recognised by their version alone. */
export const officialRecipe = "official";

const recordName = "part.json";

/** The folder of parts in the cache: `parts/<part>/<version>-<platform>/`, put in place in one step. */
export class PartStore {
  constructor(private readonly cacheDirectory: string) {}

  /** The part's folder; its name is the cache key. */
  folder(part: Part, way: StoredWay): string {
    // A downloaded and a built binary of one version may differ in what lies beside them.
    const key = `v${part.version}-${platformKey()}${way === "download" ? "-official" : ""}`;
    return join(this.cacheDirectory, "parts", part.name, key);
  }

  lockFile(part: Part): string {
    return join(this.cacheDirectory, "locks", `${part.name}-v${part.version}-${platformKey()}.lock`);
  }

  /** Gives `work` a new, empty folder in the same file system, from which {@link put} may take the result. */
  async inStagingFolder<T>(part: Part, work: (folder: string) => Promise<T>): Promise<T> {
    const folder = join(this.cacheDirectory, "staging", `${part.name}-${randomUUID()}`);
    mkdirSync(folder, { recursive: true });
    watchdog.guardFolder(folder);
    try {
      return await work(folder);
    } finally {
      rmSync(folder, { recursive: true, force: true });
      watchdog.releaseFolder(folder);
    }
  }

  async find(part: Part, way: StoredWay, recipe: string): Promise<StoredState> {
    const folder = this.folder(part, way);
    const path = join(folder, executableFile(part.executable));
    const record = readRecord(folder);
    if (record === undefined && !existsSync(path)) return { state: "absent" };
    if (record === undefined) return unusable("its record is missing or damaged");
    if (record.recipe !== recipe) return unusable("it was made from other modules or options");
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat === undefined) return unusable("the file is gone");
    if (stat.size !== record.size) return unusable(`it has ${stat.size} bytes instead of ${record.size}`);
    // Reading every byte of every part would take seconds; a file nobody has touched since is taken as it was.
    if (stat.mtimeMs !== record.modified && (await digestOf(path)) !== record.sha256) {
      return unusable("its content has changed since it was stored");
    }
    return { state: "ready", part: { way, path, size: record.size, seconds: record.seconds } };
  }

  /**
   * Replaces the part's folder by `staged`, which holds the executable. Processes that still run the old file keep it.
   */
  async put(
    part: Part,
    way: StoredWay,
    staged: string,
    recipe: string,
    seconds: number,
  ): Promise<StoredPart> {
    const executable = join(staged, executableFile(part.executable));
    const stat = statSync(executable);
    const record: PartRecord = {
      way,
      recipe,
      sha256: await digestOf(executable),
      size: stat.size,
      modified: stat.mtimeMs,
      seconds,
    };
    writeFileSync(join(staged, recordName), JSON.stringify(record, undefined, 2));
    const folder = this.folder(part, way);
    replaceFolder(staged, folder);
    return { way, path: join(folder, executableFile(part.executable)), size: record.size, seconds };
  }
}

function unusable(reason: string): StoredState {
  return { state: "unusable", reason };
}

function replaceFolder(staged: string, folder: string): void {
  mkdirSync(join(folder, ".."), { recursive: true });
  const old = `${folder}.old-${randomUUID()}`;
  if (existsSync(folder)) renameSync(folder, old);
  renameSync(staged, folder);
  rmSync(old, { recursive: true, force: true });
}

function readRecord(folder: string): PartRecord | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, recordName), "utf8")) as PartRecord;
  } catch {
    return undefined;
  }
}

async function digestOf(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}
