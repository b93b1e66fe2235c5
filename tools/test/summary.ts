import { formatSeconds } from "../toolchain/progress";
import { skippedCount, type LayerResult } from "./layer-result";

const head = ["layer", "passed", "failed", "skipped", "time"];

/** A line for each layer. */
export function layerTable(results: readonly LayerResult[]): string {
  const rows = results.map((result) => [
    result.layer,
    String(result.passed),
    String(result.failures.length),
    String(skippedCount(result)),
    formatSeconds(result.seconds),
  ]);
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  ");
  return [head, ...rows].map(line).join("\n");
}

/** Each reason for which tests were skipped. */
export function skipList(results: readonly LayerResult[]): string {
  return results
    .flatMap(({ layer, skipped }) =>
      [...skipped].map(([reason, count]) => `SKIPPED ${layer}, ${String(count)} tests: ${reason}`),
    )
    .join("\n");
}

/** The line that closes every run, and nothing else on it. */
export function closingLine(results: readonly LayerResult[]): string {
  const sum = (count: (result: LayerResult) => number): string =>
    String(results.reduce((total, result) => total + count(result), 0));
  const failed = sum(({ failures }) => failures.length);
  return `${sum(({ passed }) => passed)} passed, ${failed} failed, ${sum(skippedCount)} skipped`;
}
