import { mkdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { parseTestRequest, UsageError, type TestRequest } from "./command-line";
import { LayerDisplay } from "./display";
import { failedLayer, skippedCount, skippedLayer, type LayerResult } from "./layer-result";
import { testLayers, type TestLayer } from "./layers";
import { missingPrerequisite } from "./prerequisites";
import { countTests, runLayer, stopRunningLayers } from "./run-layer";
import { foldersWithoutLayer, specFilesOf } from "./spec-files";
import { closingLine, layerTable, skipList } from "./summary";

const checkout = join(__dirname, "..", "..");
const logFolder = join(checkout, ".mesh", "test");
const mostLines = 60;
const terminal = process.stdout.isTTY && !process.env["CI"];

async function run(layer: TestLayer, grep: string | undefined): Promise<LayerResult> {
  const files = specFilesOf(checkout, layer.name);
  if (files.length === 0)
    return failedLayer(layer.name, `has no specs in test/${layer.name}; remove it from tools/test/layers.ts`);
  const display = new LayerDisplay(layer.name, terminal);
  const logFile = join(logFolder, `${layer.name}.log`);
  const options = { checkout, files, grep, display, logFile };
  display.line(`${layer.name}: ${layer.shows} ...`);
  const reason = await missingPrerequisite(checkout, layer);
  if (reason !== undefined) {
    display.line(`${layer.name}: SKIPPED: ${reason}`);
    return skippedLayer(layer.name, await countTests(layer, options), reason);
  }
  const result = await runLayer(layer, options);
  display.line(`${layer.name}: ${String(result.passed)} passed, ${String(result.failures.length)} failed`);
  if (result.failures.length > 0) display.line(printed(logFile));
  return result;
}

/** The end of what a failed layer printed, and where the rest is. */
function printed(logFile: string): string {
  const lines = readFileSync(logFile, "utf8").trimEnd().split("\n");
  const [shown, left] = [lines.slice(-mostLines), Math.max(0, lines.length - mostLines)];
  const rest = left === 0 ? "" : ` (${String(left)} more lines before these)`;
  return [`What it printed is in ${relative(checkout, logFile)}${rest}:`, ...shown].join("\n");
}

async function runAll({ layers, grep }: TestRequest): Promise<LayerResult[]> {
  mkdirSync(logFolder, { recursive: true });
  const results: LayerResult[] = [];
  for (const layer of layers) results.push(await run(layer, grep));
  if (layers.length < testLayers.length) return results;
  const names = testLayers.map(({ name }) => name);
  return [
    ...results,
    ...foldersWithoutLayer(checkout, names).map((folder) =>
      failedLayer(folder, `test/${folder} belongs to no layer; add it to tools/test/layers.ts`),
    ),
  ];
}

function print(results: readonly LayerResult[]): void {
  const failures = results.flatMap(({ failures: list }) => list);
  const ran = results.some((result) => result.passed + result.failures.length + skippedCount(result) > 0);
  if (!ran) failures.push({ title: "all layers", text: "no test matches; see the pattern after --grep" });
  const blocks = [
    failures.map(({ title, text }) => `FAILED ${title}\n    ${text.split("\n")[0] ?? ""}`).join("\n"),
    skipList(results),
    layerTable(results),
    closingLine(results),
  ];
  process.stdout.write(`\n${blocks.filter((block) => block !== "").join("\n\n")}\n`);
  if (failures.length > 0) process.exitCode = 1;
}

for (const [name, code] of [
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const) {
  process.on(name, () => {
    stopRunningLayers();
    process.exit(code);
  });
}

try {
  const request = parseTestRequest(process.argv.slice(2));
  runAll(request).then(print, (error: unknown) => {
    stopRunningLayers();
    throw error;
  });
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
