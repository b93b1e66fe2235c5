import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { staleFiles } from "./files";

const checkout = join(__dirname, "..", "..");
const stale = staleFiles(checkout);
const names = [...stale.keys()].join(", ");

if (!process.argv.includes("--check")) {
  for (const [path, text] of stale) writeFileSync(join(checkout, path), text);
  console.log(stale.size === 0 ? "Generated files were current." : `Wrote ${names}.`);
} else if (stale.size > 0) {
  console.error(`Generated files are stale: ${names}. Run "npm run generate" and commit the result.`);
  process.exitCode = 1;
}
