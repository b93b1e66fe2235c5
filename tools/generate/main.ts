import { readFileSync, writeFileSync } from "node:fs";
import { definitionSchemaFile, generateDefinitionSchema } from "./schema";

/** Every file that is generated from the sources: path from the repository's root, and how its text is made. */
const generated: Record<string, () => string> = {
  [definitionSchemaFile]: generateDefinitionSchema,
};

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

const check = process.argv.includes("--check");
const stale: string[] = [];
for (const [path, make] of Object.entries(generated)) {
  const text = make();
  if (read(path) === text) continue;
  stale.push(path);
  if (!check) writeFileSync(path, text);
}
if (check && stale.length > 0) {
  console.error(
    `Generated files are stale: ${stale.join(", ")}. Run "npm run generate" and commit the result.`,
  );
  process.exitCode = 1;
} else if (!check) {
  console.log(stale.length === 0 ? "Generated files were current." : `Wrote ${stale.join(", ")}.`);
}
