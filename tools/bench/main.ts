import { benchEngine } from "../../bench/engine/bench";
import { benchPipeline } from "../../bench/pipeline/bench";

async function main(): Promise<void> {
  benchPipeline();
  await benchEngine();
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
