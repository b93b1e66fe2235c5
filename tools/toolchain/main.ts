import { createProgress, formatMegabytes, formatSeconds } from "./progress";
import { statSync } from "node:fs";
import { ensureParts } from "./ensure-parts";
import { isPartName, type PartName, partNames } from "./part-catalog";
import { type ReadyPart, wayLabels } from "./toolchain";
import { inspectParts } from "./inspect-parts";
import { cacheDirectory } from "./cache-directory";
import { ToolchainError } from "./toolchain-error";

const usage = `Usage: node tools/bootstrap.mjs toolchain setup [--retry] [part ...]   make parts available (default: all)
       node tools/bootstrap.mjs toolchain status                    say what is there, without changing anything
Parts: ${partNames.join(", ")}`;

function partsIn(words: readonly string[]): readonly PartName[] {
  const names = words.map((word) => {
    if (isPartName(word)) return word;
    throw new ToolchainError(`there is no part "${word}".\n${usage}`);
  });
  return names.length === 0 ? partNames : names;
}

function describe(part: ReadyPart): string[] {
  const size = formatMegabytes(statSync(part.path).size);
  const when = part.fresh
    ? formatSeconds(part.seconds)
    : part.seconds > 0
      ? `ready (took ${formatSeconds(part.seconds)})`
      : "ready";
  return [part.name, part.version, wayLabels[part.way], when, size, part.path];
}

function printTable(rows: readonly string[][]): void {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  for (const row of rows) {
    const cells = row.map((cell, column) =>
      column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0),
    );
    process.stdout.write(`${cells.join("  ")}\n`);
  }
}

async function setup(words: readonly string[]): Promise<void> {
  const retryDownloads = words.includes("--retry");
  const names = partsIn(words.filter((word) => word !== "--retry"));
  const started = Date.now();
  const toolchain = await ensureParts(names, { retryDownloads, progress: createProgress(process.stderr) });
  printTable(toolchain.parts.map(describe));
  const cached = toolchain.parts.filter((part) => part.path.startsWith(toolchain.cacheDirectory));
  const size = formatMegabytes(cached.reduce((sum, part) => sum + statSync(part.path).size, 0));
  process.stdout.write(
    `All ${toolchain.parts.length} parts are ready after ${formatSeconds((Date.now() - started) / 1000)}. ` +
      `${cached.length} of them are in ${toolchain.cacheDirectory} (${size}).\n`,
  );
}

async function status(): Promise<void> {
  process.stdout.write(`Cache: ${cacheDirectory()}\n`);
  printTable((await inspectParts(process.env)).map(({ part, state }) => [part.name, part.version, state]));
}

async function main(words: readonly string[]): Promise<void> {
  const [action, ...rest] = words;
  if (action === "setup") return setup(rest);
  if (action === "status" && rest.length === 0) return status();
  throw new ToolchainError(usage);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  if (!(error instanceof ToolchainError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
