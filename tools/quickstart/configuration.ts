import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse, YAMLParseError } from "yaml";
import { checkout, shown } from "./places";
import { QuickstartError } from "./quickstart-error";

/** Configuration of a stack: key is `project:key`. */
export type Configuration = Readonly<Record<string, unknown>>;

/** What a run changes in it; nothing takes a key out. */
export type ConfigurationChanges = Readonly<Record<string, string | undefined>>;

interface StackFile {
  readonly config?: Configuration | null;
  readonly encryptionsalt?: string;
}

/** Name of the project, which its configuration keys begin with. */
export function projectName(): string {
  return (parse(readFileSync(join(checkout, "Pulumi.yaml"), "utf8")) as { name: string }).name;
}

/**
 * The configuration of an environment with some keys changed.
 * @throws QuickstartError when the file cannot be read, or its secrets need another passphrase
 */
export function configurationOf(environment: string, changes: ConfigurationChanges): Configuration {
  const file = join(checkout, "stacks", `Pulumi.${environment}.yaml`);
  const { config, encryptionsalt } = readStackFile(file);
  const values: Configuration = config ?? {};
  if (encryptionsalt !== undefined && Object.values(values).some(isEncrypted))
    throw new QuickstartError(
      `${shown(file)} holds secrets that are encrypted with a passphrase of yours, which this command does not have. ` +
        "Run pulumi itself, or take the secrets out.",
    );
  const prefix = `${projectName()}:`;
  const changed = Object.entries(changes).map(([key, value]) => [`${prefix}${key}`, value] as const);
  const all = { ...values, ...Object.fromEntries(changed) };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

function readStackFile(file: string): StackFile {
  if (!existsSync(file)) return {};
  try {
    const content: unknown = parse(readFileSync(file, "utf8"));
    if (content === null || content === undefined) return {};
    if (typeof content !== "object" || Array.isArray(content))
      throw new Error("it is not a map of keys to values");
    return content;
  } catch (error) {
    const reason =
      error instanceof YAMLParseError ? (error.message.split("\n")[0] ?? "") : (error as Error).message;
    throw new QuickstartError(`${shown(file)} cannot be read: ${reason}`);
  }
}

function isEncrypted(value: unknown): boolean {
  return typeof value === "object" && value !== null && "secure" in value;
}

/** A place of charts or manifests, whatever folder the command is run in. */
export function location(given: string): string {
  return /^[a-z]+:\/\//.test(given) ? given : resolve(given);
}
