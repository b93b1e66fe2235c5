import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { executableFile } from "./cache-directory";
import { findOnPath } from "./installed-part";
import type { GoRecipe, Part } from "./part-catalog";
import { failureOf, runCommand } from "./run-command";
import { BuildObstacle, ToolchainError } from "./toolchain-error";
import { isAtLeast, versionIn } from "./version";

const modulesRoot = join(__dirname, "..", "go");
/** The first release that can fetch the compiler a module asks for. */
const firstWithToolchains = "1.21.0";
const minute = 60_000;

export interface GoBuildOptions {
  readonly environment: NodeJS.ProcessEnv;
  /** Called when Go is there and the work begins. */
  readonly onStart: () => void;
  readonly onDetail: (text: string) => void;
}

function moduleFolder(recipe: GoRecipe): string {
  return join(modulesRoot, recipe.module);
}

/** Digest of everything that decides what `go build` makes: the pinned modules, the package and the variables. */
export function recipeDigest(recipe: GoRecipe): string {
  const folder = moduleFolder(recipe);
  const hash = createHash("sha256");
  for (const file of ["go.mod", "go.sum"]) hash.update(readFileSync(join(folder, file)));
  hash.update(JSON.stringify([recipe.package, recipe.variables, buildFlags]));
  return hash.digest("hex");
}

const buildFlags = ["-trimpath", "-buildvcs=false", "-mod=readonly"];

/**
 * Compiles the part into `folder`.
 * @throws BuildObstacle when Go is missing or too old or modules cannot be fetched, ToolchainError when the build fails.
 */
export async function buildWithGo(
  part: Part,
  recipe: GoRecipe,
  folder: string,
  options: GoBuildOptions,
): Promise<void> {
  const environment: NodeJS.ProcessEnv = {
    ...options.environment,
    // No C compiler is needed, and a workspace of the user's around the checkout does not matter.
    CGO_ENABLED: "0",
    GOWORK: "off",
  };
  const go = await usableGo(recipe, environment);
  options.onStart();
  const total = await fetchModules(go, recipe, environment, options.onDetail);
  let compiled = 0;
  const result = await runCommand(
    go,
    [
      "build",
      "-v",
      ...buildFlags,
      "-ldflags",
      linkerFlags(recipe),
      "-o",
      join(folder, executableFile(part.executable)),
      recipe.package,
    ],
    {
      cwd: moduleFolder(recipe),
      environment,
      timeLimit: 60 * minute,
      guarded: true,
      onLine: () => {
        compiled++;
        options.onDetail(`${compiled} of at most ${total} packages compiled`);
      },
    },
  );
  if (result.code !== 0) throw new ToolchainError(`go build failed: ${failureOf(result)}`);
}

function linkerFlags(recipe: GoRecipe): string {
  const variables = Object.entries(recipe.variables).map(([name, value]) => `-X ${name}=${value}`);
  return ["-s", "-w", ...variables].join(" ");
}

/** Lists the packages that take part, which fetches their modules; the build that follows needs no network. */
async function fetchModules(
  go: string,
  recipe: GoRecipe,
  environment: NodeJS.ProcessEnv,
  onDetail: (text: string) => void,
): Promise<number> {
  let fetched = 0;
  onDetail("looking up modules");
  const result = await runCommand(go, ["list", "-mod=readonly", "-deps", recipe.package], {
    cwd: moduleFolder(recipe),
    environment,
    timeLimit: 20 * minute,
    stallLimit: 2 * minute,
    guarded: true,
    onLine: (line) => {
      if (line.startsWith("go: downloading")) onDetail(`${++fetched} modules fetched`);
    },
  });
  if (result.code === 0) return result.stdout.split("\n").filter((line) => line !== "").length;
  throw new BuildObstacle("modules", `Go modules could not be fetched: ${failureOf(result)}`);
}

async function usableGo(recipe: GoRecipe, environment: NodeJS.ProcessEnv): Promise<string> {
  const go = findOnPath(executableFile("go"), environment);
  if (go === undefined) throw new BuildObstacle("go", "Go is not installed (no go on PATH)");
  // Outside of any module, so that the version is the installed one and not one that go.mod switches to.
  const outside = { ...environment, GOTOOLCHAIN: "local" };
  const installed = await runCommand(go, ["env", "GOVERSION"], { environment: outside, timeLimit: 30_000 });
  const version = versionIn(`${installed.stdout.trim()}.0`);
  if (installed.code !== 0 || version === undefined) {
    throw new BuildObstacle("go", `${go} does not run: ${failureOf(installed)}`);
  }
  const needed = requiredGo(recipe);
  if (isAtLeast(version, needed)) return go;
  const toolchain = await runCommand(go, ["env", "GOTOOLCHAIN"], { environment, timeLimit: 30_000 });
  const setting = toolchain.stdout.trim();
  if (isAtLeast(version, firstWithToolchains) && !/^local|^path$|^go[\d.]+$/.test(setting)) return go;
  throw new BuildObstacle(
    "go",
    `Go ${version} is too old (${go}): at least ${needed} is needed, and it is not allowed to fetch a newer one ` +
      `(GOTOOLCHAIN is ${setting === "" ? "unknown to it" : `"${setting}"`}; go env -w GOTOOLCHAIN=auto allows it)`,
  );
}

/** The oldest Go release that go.mod accepts. */
export function requiredGo(recipe: GoRecipe): string {
  const text = readFileSync(join(moduleFolder(recipe), "go.mod"), "utf8");
  return /^go (\S+)$/m.exec(text)?.[1] ?? firstWithToolchains;
}
