import { cacheDirectory as defaultCacheDirectory, ensureWritable } from "./cache-directory";
import { NegativeCache } from "./negative-cache";
import { PartResolver } from "./part-resolver";
import { type PartName, partNames, partOf } from "./part-catalog";
import { PartStore } from "./part-store";
import { createProgress, formatSeconds, type Progress } from "./progress";
import { type ReadyPart, Toolchain, wayLabels } from "./toolchain";
import { explainUnavailable, PartUnavailableError } from "./part-unavailable";
import { ToolchainError } from "./toolchain-error";

export interface EnsureOptions {
  /** Default: see `cacheDirectory`. */
  readonly cacheDirectory?: string;
  /** Default: `process.env`. */
  readonly environment?: NodeJS.ProcessEnv;
  /** Default: lines on standard error. */
  readonly progress?: Progress;
  /** Try official downloads again that failed within the last day. Default: false. */
  readonly retryDownloads?: boolean;
  /** Default: true, unless PULUMI_SERVICE_MESH_OFFLINE is set to a value that is not empty. */
  readonly allowDownloads?: boolean;
}

export const offlineVariable = "PULUMI_SERVICE_MESH_OFFLINE";

/**
 * Makes the named programs available and says on the way how each one was had.
 * @throws ToolchainError that names every part that could not be had, why, and what to do.
 */
export async function ensureParts(
  names: readonly PartName[],
  options: EnsureOptions = {},
): Promise<Toolchain> {
  const environment = options.environment ?? process.env;
  const directory = options.cacheDirectory ?? defaultCacheDirectory(environment);
  ensureWritable(directory);
  const progress = options.progress ?? createProgress(process.stderr);
  const resolver = new PartResolver({
    cacheDirectory: directory,
    environment,
    progress,
    store: new PartStore(directory),
    unreachable: new NegativeCache(directory),
    allowDownloads: options.allowDownloads ?? (environment[offlineVariable] ?? "") === "",
    retryDownloads: options.retryDownloads ?? false,
  });
  try {
    return new Toolchain(directory, await ensureAll(ordered(names), resolver, progress));
  } finally {
    progress.close();
  }
}

async function ensureAll(
  names: readonly PartName[],
  resolver: PartResolver,
  progress: Progress,
): Promise<ReadyPart[]> {
  const ready: ReadyPart[] = [];
  const failures: PartUnavailableError[] = [];
  for (const name of names) {
    try {
      const part = await resolver.resolve(partOf(name));
      ready.push(part);
      if (part.fresh) progress.done(title(part), `${wayLabels[part.way]}, ${formatSeconds(part.seconds)}`);
    } catch (error) {
      if (!(error instanceof PartUnavailableError)) throw error;
      failures.push(error);
      progress.failed(name, error.failedWays.at(-1)?.reason ?? error.message);
    }
  }
  if (failures.length > 0) throw new ToolchainError(explainUnavailable(failures));
  return ready;
}

function title(part: ReadyPart): string {
  return part.version === "" ? part.name : `${part.name} ${part.version}`;
}

/** Official provider plugins and the language host come by way of the CLI, which therefore is first. */
function ordered(names: readonly PartName[]): PartName[] {
  const wanted = new Set(names);
  const needsCli = names.some((name) => partOf(name).download !== undefined);
  if (needsCli) wanted.add("pulumi");
  return partNames.filter((name) => wanted.has(name));
}
