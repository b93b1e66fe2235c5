import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { growthExponent, median } from "../statistics";

interface Run {
  readonly services: number;
  readonly objects: number;
  readonly milliseconds: number;
  readonly cpuMilliseconds: number;
  readonly megabytes: number;
}

const sizes = [100, 1_000, 10_000];
const runsPerSize = 3;

/** What the design asks of the pure pipeline, for the printed comparison: it informs and does not judge. */
const targets: Readonly<Record<number, string>> = { 1_000: "500 ms", 10_000: "5000 ms, 1024 MB" };

/** Times checking, resolving, rendering and analysing at three sizes, each run in a fresh process, and prints the medians. */
export function benchPipeline(): void {
  console.log("Pure pipeline (check, resolve, render, analyse), median of 3 fresh processes:");
  const medians = sizes.map((services) => {
    const runs = Array.from({ length: runsPerSize }, () => runOnce(services));
    const pick = (field: keyof Run): number => median(runs.map((run) => run[field]));
    const row = {
      wall: pick("milliseconds"),
      cpu: pick("cpuMilliseconds"),
      memory: pick("megabytes"),
      objects: pick("objects"),
    };
    const target = targets[services] === undefined ? "" : `   (target ${targets[services]})`;
    console.log(
      `  ${String(services).padStart(6)} services ${String(row.objects).padStart(6)} objects ` +
        `${row.wall.toFixed(0).padStart(6)} ms wall ${row.cpu.toFixed(0).padStart(6)} ms cpu ${row.memory.toFixed(0).padStart(5)} MB${target}`,
    );
    return { x: services, y: row.cpu };
  });
  console.log(`  growth exponent of cpu time: ${growthExponent(medians).toFixed(2)} (1 is linear)`);
}

function runOnce(services: number): Run {
  const script = join(__dirname, "run-once.ts");
  return JSON.parse(
    execFileSync(process.execPath, ["--import", "tsx", script, String(services)], { encoding: "utf8" }),
  ) as Run;
}
