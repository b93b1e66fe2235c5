import { existsSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { bundledProvider } from "./bundled-provider";
import { executableFile } from "./cache-directory";
import { withFileLock } from "./file-lock";
import { buildWithGo, type GoBuildOptions, recipeDigest } from "./go-build";
import { findInstalled } from "./installed-part";
import { downloadSource, type NegativeCache } from "./negative-cache";
import { downloadCli, downloadPlugin } from "./official-download";
import type { GoRecipe, Part, PartName } from "./part-catalog";
import { officialRecipe, type PartStore, type StoredPart, type StoredWay } from "./part-store";
import { formatEstimate, type Progress } from "./progress";
import { type FailedWay, type ReadyPart, type Way, wayLabels } from "./toolchain";
import { PartUnavailableError } from "./part-unavailable";
import { BuildObstacle, NotTriedError, ToolchainError } from "./toolchain-error";

export interface ResolverContext {
  readonly cacheDirectory: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly progress: Progress;
  readonly store: PartStore;
  readonly unreachable: NegativeCache;
  readonly allowDownloads: boolean;
  readonly retryDownloads: boolean;
}

/** Finds one part after another, each by the first way that works. */
export class PartResolver {
  private readonly resolved = new Map<PartName, ReadyPart>();
  /** Sources that have failed in this run. */
  private readonly failedSources = new Set<string>();
  /** The first failure to fetch Go modules in this run. */
  private modulesUnreachable: BuildObstacle | undefined;

  constructor(private readonly context: ResolverContext) {}

  /** @throws PartUnavailableError when no way works. */
  async resolve(part: Part): Promise<ReadyPart> {
    const ready = await this.find(part);
    this.resolved.set(part.name, ready);
    return ready;
  }

  private async find(part: Part): Promise<ReadyPart> {
    const failed: FailedWay[] = [];
    const sibling = this.besideTheCli(part);
    if (sibling !== undefined) return sibling;
    const installed = await findInstalled(part, this.context.environment);
    if (installed.found) {
      return { ...base(part, "installed", installed.path, failed), version: installed.version };
    }
    if (part.installed !== undefined) failed.push({ way: "installed", reason: installed.reason });
    const stored = await this.fromStore(part, failed);
    if (stored !== undefined) return stored;
    return withFileLock(this.context.store.lockFile(part), () => this.make(part, failed), {
      onWait: (holder) => {
        this.context.progress.working(
          part.name,
          `waiting for another run (process ${holder.pid}) that prepares it`,
        );
      },
    });
  }

  /** The official CLI and an installed one come with their language host, which fits them best. */
  private besideTheCli(part: Part): ReadyPart | undefined {
    const cli = this.resolved.get("pulumi");
    if (part.name !== "pulumi-language-nodejs" || cli === undefined || cli.way === "built") return undefined;
    const path = join(dirname(realpathSync(cli.path)), executableFile(part.executable));
    return existsSync(path) ? { ...cli, name: part.name, path } : undefined;
  }

  private async fromStore(part: Part, failed: readonly FailedWay[]): Promise<ReadyPart | undefined> {
    const { store, progress } = this.context;
    for (const way of ["download", "built"] as const) {
      const recipe = recipeOf(part, way);
      if (recipe === undefined) continue;
      const state = await store.find(part, way, recipe);
      if (state.state === "ready") return fromStored(part, state.part, failed, false);
      if (state.state === "unusable")
        progress.note(part.name, `the copy in the cache is not used: ${state.reason}`);
    }
    return undefined;
  }

  private async make(part: Part, failed: FailedWay[]): Promise<ReadyPart> {
    // Another run may have made it while this one waited for the lock.
    const stored = await this.fromStore(part, failed);
    if (stored !== undefined) return stored;
    const attempts: [Way, (() => Promise<ReadyPart>) | undefined][] = [
      ["download", part.download === undefined ? undefined : () => this.download(part, failed)],
      ["built", part.go === undefined ? undefined : () => this.build(part, failed)],
      ["bundled", part.bundled === undefined ? undefined : () => Promise.resolve(this.bundle(part, failed))],
    ];
    const ways = attempts.filter(
      (attempt): attempt is [Way, () => Promise<ReadyPart>] => attempt[1] !== undefined,
    );
    let obstacle: BuildObstacle | undefined;
    for (const [index, [way, attempt]] of ways.entries()) {
      try {
        return await attempt();
      } catch (error) {
        if (!(error instanceof ToolchainError)) throw error;
        failed.push({ way, reason: error.message });
        if (error instanceof BuildObstacle) obstacle = error;
        if (error instanceof NotTriedError) continue;
        const next = ways[index + 1]?.[0];
        if (next !== undefined) {
          this.context.progress.note(
            part.name,
            `no ${wayLabels[way]} (${error.message}); next: ${wayLabels[next]}`,
          );
        }
      }
    }
    throw new PartUnavailableError(part, failed, obstacle);
  }

  private async download(part: Part, failed: FailedWay[]): Promise<ReadyPart> {
    const { unreachable, environment, progress } = this.context;
    const source = downloadSource(part);
    if (!this.context.allowDownloads) throw new NotTriedError("downloads are switched off");
    const tryAgain = this.context.retryDownloads && !this.failedSources.has(source);
    const before = tryAgain ? undefined : unreachable.find(source);
    if (before !== undefined) {
      throw new NotTriedError(`not tried again within a day of the last failure: ${before.reason}`);
    }
    // The official archive of the CLI holds the language host too; it was looked for beside the CLI before.
    if (part.name === "pulumi-language-nodejs")
      throw new NotTriedError("it comes with the official CLI, which is not used");
    const cli = this.resolved.get("pulumi");
    if (part.download === "plugin" && cli === undefined) {
      throw new NotTriedError("it is downloaded by the pulumi CLI, which could not be had");
    }
    progress.working(part.name, `downloading ${part.version}`);
    const options = {
      environment,
      onDetail: (text: string) => {
        progress.detail(part.name, text);
      },
    };
    try {
      const ready = await this.store(part, "download", officialRecipe, failed, (staging) =>
        cli === undefined || part.download === "cli"
          ? downloadCli(part, staging, options)
          : downloadPlugin(part, cli.path, staging, options),
      );
      unreachable.forget(source);
      return ready;
    } catch (error) {
      if (error instanceof ToolchainError) {
        unreachable.remember(source, error.message);
        this.failedSources.add(source);
      }
      throw error;
    }
  }

  private async build(part: Part, failed: FailedWay[]): Promise<ReadyPart> {
    const recipe = part.go;
    if (recipe === undefined) throw new Error(`${part.name} has no Go recipe`);
    const { progress } = this.context;
    return this.store(part, "built", recipeDigest(recipe), failed, async (staging) => {
      await this.compile(part, recipe, staging, {
        onStart: () => {
          const expected = formatEstimate(recipe.expectedSeconds);
          progress.working(
            part.name,
            `building ${part.version} from Go modules, about ${expected} the first time`,
          );
        },
        onDetail: (text) => {
          progress.detail(part.name, text);
        },
      });
      return staging;
    });
  }

  private async compile(
    part: Part,
    recipe: GoRecipe,
    staging: string,
    callbacks: Omit<GoBuildOptions, "environment">,
  ): Promise<void> {
    const known = this.modulesUnreachable;
    // Modules of this part may be on the machine although those of another were not; the network is not tried again.
    const environment = { ...this.context.environment, ...(known === undefined ? {} : { GOPROXY: "off" }) };
    try {
      await buildWithGo(part, recipe, staging, { environment, ...callbacks });
    } catch (error) {
      if (!(error instanceof BuildObstacle) || error.kind !== "modules") throw error;
      this.modulesUnreachable ??= error;
      throw this.modulesUnreachable;
    }
  }

  private bundle(part: Part, failed: FailedWay[]): ReadyPart {
    const path = bundledProvider(part, part.bundled ?? "", this.context.cacheDirectory);
    return base(part, "bundled", path, failed);
  }

  /** Lets `work` fill a staging folder, and puts the folder it returns in place. */
  private async store(
    part: Part,
    way: StoredWay,
    recipe: string,
    failed: FailedWay[],
    work: (staging: string) => Promise<string>,
  ): Promise<ReadyPart> {
    const started = Date.now();
    return this.context.store.inStagingFolder(part, async (staging) => {
      const folder = await work(staging);
      const seconds = (Date.now() - started) / 1000;
      const stored = await this.context.store.put(part, way, folder, recipe, seconds);
      return fromStored(part, stored, failed, true);
    });
  }
}

function recipeOf(part: Part, way: StoredWay): string | undefined {
  if (way === "download") return part.download === undefined ? undefined : officialRecipe;
  return part.go === undefined ? undefined : recipeDigest(part.go);
}

function base(part: Part, way: Way, path: string, failedWays: readonly FailedWay[]): ReadyPart {
  return {
    name: part.name,
    version: part.version,
    way,
    path,
    fresh: false,
    seconds: 0,
    failedWays: [...failedWays],
  };
}

function fromStored(part: Part, stored: StoredPart, failed: readonly FailedWay[], fresh: boolean): ReadyPart {
  return { ...base(part, stored.way, stored.path, failed), fresh, seconds: stored.seconds };
}
