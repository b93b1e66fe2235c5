import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { ensureParts, pulumiEnvironment } from "../../tools/toolchain";
import type { PartName, Toolchain } from "../../tools/toolchain";

// The programs resolve their imports from the repository, so their copies live inside it, in the ignored folder.
const repository = join(__dirname, "..", "..");
const workspaces = join(repository, ".mesh", "contract");
const commandTimeoutMs = 240_000;

/** What the engine means to do with one resource. */
export interface Step {
  readonly op: string;
  /** Logical name of the resource. */
  readonly name: string;
  readonly type: string;
  readonly replaceReasons: readonly string[];
  /** Changed property paths, each with the way in which it changes. */
  readonly detailedDiff: Readonly<Record<string, { readonly kind: string; readonly inputDiff: boolean }>>;
  readonly newState: ResourceState | undefined;
}

/** A resource in a stack's state; secrets are objects with a ciphertext. */
export interface ResourceState {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
}

export interface CommandOutcome {
  readonly ok: boolean;
  readonly stdout: string;
  /** Both streams, as a user sees them. */
  readonly text: string;
}

/** One stack of a contract program, on a file backend of its own. */
export class ContractStack {
  private constructor(
    private readonly directory: string,
    private readonly environment: NodeJS.ProcessEnv,
    readonly toolchain: Toolchain,
  ) {}

  /** @param program Folder below test/contract/programs. */
  static async open(program: string, providers: readonly PartName[]): Promise<ContractStack> {
    const toolchain = await ensureParts(["pulumi", "pulumi-language-nodejs", ...providers]);
    mkdirSync(workspaces, { recursive: true });
    const directory = mkdtempSync(join(workspaces, `${program.replaceAll("/", "-")}-`));
    cpSync(join(__dirname, "programs", program), directory, { recursive: true });
    const state = join(directory, "state");
    mkdirSync(state);
    const helm = toolchain.find("helm");
    const environment = {
      ...pulumiEnvironment(toolchain, { stateDirectory: state }),
      ...(helm !== undefined && { PULUMI_SERVICE_MESH_HELM: helm.path }),
    };
    const stack = new ContractStack(directory, environment, toolchain);
    await stack.must("stack", "init", stackName);
    return stack;
  }

  /** Replaces the stack's configuration; values may be objects. */
  configure(values: Readonly<Record<string, unknown>>): void {
    const file = join(this.directory, `Pulumi.${stackName}.yaml`);
    const settings = parse(readFileSync(file, "utf8")) as Record<string, unknown>;
    const config = Object.fromEntries(
      Object.entries(values).map(([key, value]) => [`contract:${key}`, value]),
    );
    writeFileSync(file, stringify({ ...settings, config }));
  }

  /** The steps of a preview, without the stack itself and the providers. */
  async preview(...flags: string[]): Promise<Step[]> {
    const { stdout } = await this.must("preview", "--json", ...flags);
    const { steps = [] } = JSON.parse(stdout) as { steps?: PreviewStep[] };
    return steps.filter(({ urn }) => !isInternal(urn)).map(describeStep);
  }

  /** The outputs that are known in a preview, as the programs log them when `logKnown` is configured. */
  async knownInPreview(): Promise<string[]> {
    const { stdout } = await this.must("preview", "--json");
    const { diagnostics = [] } = JSON.parse(stdout) as { diagnostics?: { message?: string }[] };
    return diagnostics.flatMap(({ message }) => /known: (\S+)/.exec(message ?? "")?.[1] ?? []).sort();
  }

  async up(...flags: string[]): Promise<CommandOutcome> {
    return this.must("up", "--yes", "--skip-preview", ...flags);
  }

  /** Runs an update or preview that is expected to fail, and gives what it printed. */
  async failing(...args: string[]): Promise<string> {
    const outcome = await this.run(...args);
    if (outcome.ok)
      throw new Error(`pulumi ${args.join(" ")} was expected to fail, but succeeded:\n${outcome.text}`);
    return outcome.text;
  }

  /** The stack's resources by logical name, as they stand in its file: secrets encrypted. */
  async resources(): Promise<ReadonlyMap<string, ResourceState>> {
    const { deployment } = JSON.parse(await this.exportedText()) as {
      deployment: { resources?: ResourceState[] };
    };
    const resources = (deployment.resources ?? []).filter(({ urn }) => !isInternal(urn));
    return new Map(resources.map((resource) => [nameOf(resource.urn), resource]));
  }

  async exportedText(): Promise<string> {
    return (await this.must("stack", "export")).stdout;
  }

  /** The stack's outputs with secrets in clear text. */
  async outputs(): Promise<Record<string, unknown>> {
    const { stdout } = await this.must("stack", "output", "--json", "--show-secrets");
    return JSON.parse(stdout) as Record<string, unknown>;
  }

  async must(...args: string[]): Promise<CommandOutcome> {
    const outcome = await this.run(...args);
    if (!outcome.ok) throw new Error(`pulumi ${args.join(" ")} failed:\n${outcome.text}`);
    return outcome;
  }

  run(...args: string[]): Promise<CommandOutcome> {
    const options = {
      cwd: this.directory,
      env: this.environment,
      timeout: commandTimeoutMs,
      maxBuffer: 64 * 1024 * 1024,
    };
    const flags = [
      "--non-interactive",
      "--color",
      "never",
      ...(args[0] === "stack" ? [] : ["--stack", stackName]),
    ];
    return new Promise((resolve) => {
      execFile("pulumi", [...args, ...flags], options, (error, stdout, stderr) => {
        resolve({ ok: error === null, stdout, text: `${stdout}\n${stderr}` });
      });
    });
  }

  /** Removes the stack's folder; the resources of these programs exist nowhere else. */
  close(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}

const stackName = "test";

interface PreviewStep {
  readonly op: string;
  readonly urn: string;
  readonly replaceReasons?: string[];
  readonly detailedDiff?: Step["detailedDiff"] | null;
  readonly newState?: ResourceState;
}

function describeStep(step: PreviewStep): Step {
  return {
    op: step.op,
    name: nameOf(step.urn),
    type: step.urn.split("::")[2] ?? "",
    replaceReasons: step.replaceReasons ?? [],
    detailedDiff: step.detailedDiff ?? {},
    newState: step.newState === undefined ? undefined : withMaps(step.newState),
  };
}

/** The engine writes null where a resource has no outputs yet. */
function withMaps(state: ResourceState): ResourceState {
  const { inputs, outputs } = state as {
    inputs?: ResourceState["inputs"];
    outputs?: ResourceState["outputs"];
  };
  return { ...state, inputs: inputs ?? {}, outputs: outputs ?? {} };
}

function nameOf(urn: string): string {
  return urn.split("::")[3] ?? urn;
}

function isInternal(urn: string): boolean {
  return urn.includes("::pulumi:");
}

/** True for a value that is encrypted in an exported state. */
export function isEncrypted(value: unknown): boolean {
  return typeof value === "object" && value !== null && "ciphertext" in value;
}
