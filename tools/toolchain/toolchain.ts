import type { PartName } from "./part-catalog";

/** Which way a part was had. */
export type Way = "installed" | "download" | "built" | "bundled";

export const wayLabels: Readonly<Record<Way, string>> = {
  installed: "installed on this machine",
  download: "official download",
  built: "built from published Go modules",
  bundled: "bundled with this repository",
};

/** A way that was considered before the one that worked, and why it did not. */
export interface FailedWay {
  readonly way: Way;
  readonly reason: string;
}

export interface ReadyPart {
  readonly name: PartName;
  readonly version: string;
  readonly way: Way;
  /** Absolute path of the executable. */
  readonly path: string;
  /** True when it was downloaded, built or written in this run; false when it was there before. */
  readonly fresh: boolean;
  /** How long it took in the run that made it. Unit: seconds. */
  readonly seconds: number;
  readonly failedWays: readonly FailedWay[];
}

/** The programs that were asked for, ready to be run. */
export class Toolchain {
  private readonly byName: ReadonlyMap<PartName, ReadyPart>;

  constructor(
    /** Folder in which parts are kept. */
    readonly cacheDirectory: string,
    readonly parts: readonly ReadyPart[],
  ) {
    this.byName = new Map(parts.map((part) => [part.name, part]));
  }

  find(name: PartName): ReadyPart | undefined {
    return this.byName.get(name);
  }

  /**
   * Absolute path of a part's executable.
   * @throws Error when the part was not among those asked for.
   */
  path(name: PartName): string {
    const part = this.byName.get(name);
    if (part === undefined)
      throw new Error(`part "${name}" was not asked for: add it to the names given to ensureParts`);
    return part.path;
  }

  get pulumi(): string {
    return this.path("pulumi");
  }

  get helm(): string {
    return this.path("helm");
  }
}
