import { spawn } from "node:child_process";
import { join } from "node:path";
import { formatSeconds } from "../toolchain/progress";
import { fastLayers } from "../test/layers";

const checkout = join(__dirname, "..", "..");

interface Step {
  readonly name: string;
  /** Script below node_modules or the checkout, and its arguments. */
  readonly command: readonly string[];
  /** What to do when it fails and its own output does not say. */
  readonly fix?: string;
}

const tsx = ["--import", "tsx"];
const nodeModules = "node_modules";

/** Everything that must hold before a commit. Each step runs, whatever the others say. */
const steps: readonly Step[] = [
  {
    name: "format",
    command: [`${nodeModules}/prettier/bin/prettier.cjs`, "--check", "."],
    fix: "npm run format",
  },
  { name: "lint", command: [`${nodeModules}/eslint/bin/eslint.js`, "."] },
  { name: "types", command: [`${nodeModules}/typescript/bin/tsc`, "--noEmit"] },
  { name: "generated files", command: [...tsx, "tools/generate/main.ts", "--check"] },
  {
    name: "fast tests",
    command: [...tsx, "tools/test/main.ts", ...fastLayers.flatMap((layer) => ["--layer", layer])],
  },
];

interface Outcome {
  readonly step: Step;
  readonly passed: boolean;
  readonly seconds: number;
}

function run(step: Step): Promise<Outcome> {
  const started = Date.now();
  process.stdout.write(`\n== ${step.name}\n`);
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...step.command], { cwd: checkout, stdio: "inherit" });
    child.on("error", reject);
    child.on("close", (code) => {
      resolve({ step, passed: code === 0, seconds: (Date.now() - started) / 1000 });
    });
  });
}

async function main(): Promise<void> {
  const outcomes: Outcome[] = [];
  for (const step of steps) outcomes.push(await run(step));
  process.stdout.write("\n");
  for (const { step, passed, seconds } of outcomes) {
    const fix = passed || step.fix === undefined ? "" : `  (${step.fix})`;
    process.stdout.write(`${passed ? "ok    " : "FAILED"}  ${step.name}, ${formatSeconds(seconds)}${fix}\n`);
  }
  if (outcomes.some(({ passed }) => !passed)) process.exitCode = 1;
}

void main();
