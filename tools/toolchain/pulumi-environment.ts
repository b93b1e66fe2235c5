import { randomBytes } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, delimiter, dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { pluginFolder } from "./installed-part";
import { type PartName, partOf } from "./part-catalog";
import type { ReadyPart, Toolchain } from "./toolchain";

export interface PulumiEnvironmentOptions {
  /** Folder that holds the state, the CLI's settings and, by default, the passphrase. Created when missing. */
  readonly stateDirectory: string;
  /** File with the passphrase of the secrets. Default: `passphrase` in the state folder, made with a random one. */
  readonly passphraseFile?: string;
  /** What the result is added to. Default: `process.env`. */
  readonly environment?: NodeJS.ProcessEnv;
}

const providers = [
  "provider-kubernetes",
  "provider-tls",
  "provider-random",
] as const satisfies readonly PartName[];

/**
 * The environment in which the CLI (or the Automation API, as its `envVars`) works on a file backend with the programs of
 * the toolchain. Each state folder has a PULUMI_HOME of its own: the user's login, selected stacks and plugins are not
 * touched, and runs on different folders do not see each other.
 */
export function pulumiEnvironment(
  toolchain: Toolchain,
  options: PulumiEnvironmentOptions,
): NodeJS.ProcessEnv {
  const state = resolve(options.stateDirectory);
  const home = join(state, "pulumi-home");
  mkdirSync(home, { recursive: true, mode: 0o700 });
  for (const name of providers) {
    const provider = toolchain.find(name);
    if (provider !== undefined) offerPlugin(provider, home);
  }
  const inherited = options.environment ?? process.env;
  return {
    ...inherited,
    // A passphrase or a login of the user's would win over, or stand beside, what is set here.
    PULUMI_CONFIG_PASSPHRASE: undefined,
    PULUMI_ACCESS_TOKEN: undefined,
    PATH: [...programFolders(toolchain, home), inherited["PATH"] ?? ""].join(delimiter),
    PULUMI_HOME: home,
    // Without the attribute files beside its own: they are not written in one step, and an engine that is killed while it
    // writes one leaves a state that cannot be read.
    PULUMI_BACKEND_URL: `${pathToFileURL(state).href}?metadata=skip`,
    PULUMI_CONFIG_PASSPHRASE_FILE: options.passphraseFile ?? ensurePassphrase(join(state, "passphrase")),
    PULUMI_SKIP_UPDATE_CHECK: "true",
    // Everything a program of this repository needs is in place; what is not must not be waited for.
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_AUTOMATION_API_SKIP_VERSION_CHECK: "true",
  };
}

/**
 * Shows a provider to the engine as an installed plugin: a folder with the version the SDK asks for. On PATH it would be
 * found as well, but with a warning in every run.
 */
function offerPlugin(provider: ReadyPart, home: string): void {
  const part = partOf(provider.name);
  const folder = join(home, "plugins", pluginFolder(part));
  mkdirSync(folder, { recursive: true });
  const file = basename(provider.path);
  // A folder that was used with another toolchain may still show the other provider.
  for (const other of [part.executable, `${part.executable}.exe`, `${part.executable}.cmd`]) {
    if (other !== file) rmSync(join(folder, other), { force: true });
  }
  place(provider.path, join(folder, file), symlinkSync);
}

/** The folders that go first on PATH. */
function programFolders(toolchain: Toolchain, home: string): string[] {
  const cli = toolchain.find("pulumi");
  const host = toolchain.find("pulumi-language-nodejs");
  const programs = [cli, host].filter((part) => part !== undefined);
  if (cli?.way !== "built" || host?.way !== "built")
    return [...new Set(programs.map((part) => dirname(part.path)))];
  // The engine expects the language host beside itself, and warns when it finds it elsewhere on PATH. It looks at where
  // its own file really is, so a symbolic link would not do.
  const folder = join(home, "bin");
  mkdirSync(folder, { recursive: true });
  for (const part of [cli, host]) place(part.path, join(folder, basename(part.path)), linkSync);
  return [folder];
}

/** Puts a link in place in one step, so that an engine that runs on this folder always finds a file. */
function place(source: string, target: string, link: (source: string, target: string) => void): void {
  if (isSameFile(source, target)) return;
  const draft = `${target}.${process.pid}`;
  rmSync(draft, { force: true });
  try {
    link(source, draft);
  } catch {
    // Another file system, or a platform that allows no links: a copy serves as well.
    copyFileSync(source, draft);
  }
  renameSync(draft, target);
}

function isSameFile(left: string, right: string): boolean {
  const [one, other] = [left, right].map((path) => statSync(path, { throwIfNoEntry: false }));
  return one !== undefined && other !== undefined && one.ino === other.ino && one.dev === other.dev;
}

function ensurePassphrase(file: string): string {
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString("base64url"), { mode: 0o600 });
  return file;
}
