import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";

export interface StackFolder {
  /** Folder that holds the project's Pulumi.yaml. */
  readonly project: string;
  /** Folder that the engine may write to. */
  readonly folder: string;
  readonly stack: string;
  /** Key is `project:key`. */
  readonly configuration: Readonly<Record<string, unknown>>;
}

interface StackFile {
  readonly encryptionsalt?: string;
}

/** Configuration file of a stack in its own folder. */
export function configurationFileOf(folder: string, stack: string): string {
  return join(folder, `Pulumi.${stack}.yaml`);
}

/**
 * Writes a stack's configuration to a folder of its own, beside a project file that says no more than the project's name, so
 * that commands which write to the configuration leave the project's folder as it is.
 * @returns whether the stack has to be made
 */
export function writeStackFolder({ project, folder, stack, configuration }: StackFolder): boolean {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { name } = parse(readFileSync(join(project, "Pulumi.yaml"), "utf8")) as { name: string };
  writeFileSync(join(folder, "Pulumi.yaml"), stringify({ name, runtime: "nodejs" }));
  const file = configurationFileOf(folder, stack);
  const { encryptionsalt } = existsSync(file) ? (parse(readFileSync(file, "utf8")) as StackFile) : {};
  const content = { ...(encryptionsalt !== undefined && { encryptionsalt }), config: configuration };
  writeFileSync(file, stringify(content), { mode: 0o600 });
  // The engine leaves the salt when it makes the stack.
  return encryptionsalt === undefined;
}
