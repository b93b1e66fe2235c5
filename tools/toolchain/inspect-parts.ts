import { cacheDirectory } from "./cache-directory";
import { recipeDigest } from "./go-build";
import { findInstalled } from "./installed-part";
import { downloadSource, NegativeCache } from "./negative-cache";
import { type Part, partNames, partOf } from "./part-catalog";
import { officialRecipe, PartStore } from "./part-store";

export interface PartState {
  readonly part: Part;
  /** What a command would find or do, in words. */
  readonly state: string;
}

/** Looks at every part without making, downloading or locking anything. */
export async function inspectParts(environment: NodeJS.ProcessEnv): Promise<PartState[]> {
  const directory = cacheDirectory(environment);
  const store = new PartStore(directory);
  const unreachable = new NegativeCache(directory);
  return Promise.all(
    partNames.map(async (name) => {
      const part = partOf(name);
      return { part, state: await stateOf(part, store, unreachable, environment) };
    }),
  );
}

async function stateOf(
  part: Part,
  store: PartStore,
  unreachable: NegativeCache,
  environment: NodeJS.ProcessEnv,
): Promise<string> {
  const installed = await findInstalled(part, environment);
  if (installed.found) return `installed: ${installed.path} (${installed.version})`;
  const official = await store.find(part, "download", officialRecipe);
  if (official.state === "ready") return `downloaded: ${official.part.path}`;
  const built = part.go === undefined ? undefined : await store.find(part, "built", recipeDigest(part.go));
  if (built?.state === "ready") return `built: ${built.part.path}`;
  if (built?.state === "unusable") return `in the cache, but ${built.reason}: would be built again`;
  return `not ready (${installed.reason}): ${nextStep(part, unreachable)}`;
}

function nextStep(part: Part, unreachable: NegativeCache): string {
  const failed = part.download === undefined ? undefined : unreachable.find(downloadSource(part));
  if (part.download !== undefined && failed === undefined) return "would be downloaded";
  const blocked = failed === undefined ? "" : `download failed at ${new Date(failed.at).toISOString()}, `;
  return (
    blocked + (part.go === undefined ? "the bundled one would be used" : "would be built from Go modules")
  );
}
