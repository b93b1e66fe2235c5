import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Part } from "./part-catalog";
import { ToolchainError } from "./toolchain-error";

const providersRoot = join(__dirname, "..", "providers");

/**
 * Writes the executable by which the engine starts a provider of this repository, and gives its path.
 * @throws ToolchainError when the repository does not hold the provider's program.
 */
export function bundledProvider(part: Part, provider: string, cacheDirectory: string): string {
  const program = join(providersRoot, provider, "main.ts");
  if (!existsSync(program)) {
    throw new ToolchainError(`the bundled provider ${program} is missing from this checkout`);
  }
  const loader = require.resolve("tsx");
  const script = shim(pathToFileURL(loader).href, program);
  // It names this checkout and this Node.js, so another checkout gets a file of its own.
  const key = createHash("sha256").update(script).digest("hex").slice(0, 12);
  const folder = join(cacheDirectory, "parts", part.name, `v${part.version}-bundled-${key}`);
  const file = join(folder, process.platform === "win32" ? `${part.executable}.cmd` : part.executable);
  if (existsSync(file) && readFileSync(file, "utf8") === script) return file;
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, script, { mode: 0o755 });
  renameSync(draft, file);
  return file;
}

function shim(loader: string, program: string): string {
  if (process.platform === "win32") {
    return `@echo off\r\n"${process.execPath}" --import "${loader}" "${program}" %*\r\n`;
  }
  const words = [process.execPath, "--import", loader, program].map(shellQuote).join(" ");
  // The engine ends a provider by signal: it must reach Node.js itself, so the shell makes way for it.
  return `#!/bin/sh\nexec ${words} "$@"\n`;
}

function shellQuote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
