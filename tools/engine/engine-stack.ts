import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseEvent, type EngineEvent } from "./engine-event";
import { EngineProcess, type EngineEnd } from "./engine-process";
import { EngineResult } from "./engine-result";
import { readDeployment, type Deployment, type RecordedResource } from "./deployment";
import { withoutResources } from "./forget";
import { configurationFileOf, writeStackFolder } from "./stack-folder";

export interface EngineStackOptions {
  /** Environment of every run; see `engineEnvironment`. */
  readonly environment: NodeJS.ProcessEnv;
  /** Folder that holds the project's Pulumi.yaml. */
  readonly project: string;
  /** Name of the stack. */
  readonly stack: string;
  /** Folder for the stack's own configuration file, outside the project: the engine writes to that file. */
  readonly folder: string;
}

export interface RunOptions {
  /** Told what happens, as it happens. */
  readonly onEvent?: (event: EngineEvent) => void;
  /** Told that the engine runs, so that it can be interrupted. */
  readonly onStart?: (process: EngineProcess) => void;
  /** Further arguments of the command. */
  readonly args?: readonly string[];
}

/**
 * A stack of a project on a file backend. The project's folder is only read: the engine writes a key salt to the
 * configuration file of a stack, so each stack works on a copy of its own.
 */
export class EngineStack {
  constructor(private readonly options: EngineStackOptions) {}

  /** Name of the stack. */
  get name(): string {
    return this.options.stack;
  }

  /**
   * Makes the stack when it does not exist, and gives it this configuration: key is `project:key`.
   * @throws Error in the engine's words
   */
  async open(configuration: Readonly<Record<string, unknown>>): Promise<void> {
    const { project, folder, stack } = this.options;
    const fresh = writeStackFolder({ project, folder, stack, configuration });
    // Selecting costs a second and is needed once: what follows names the stack.
    if (fresh) await this.command(["stack", "select", stack, "--create"], folder);
  }

  async up(options: RunOptions = {}): Promise<EngineResult> {
    return this.run(["up", "--yes", "--skip-preview"], options);
  }

  async preview(options: RunOptions = {}): Promise<EngineResult> {
    return this.run(["preview"], options);
  }

  async refresh(options: RunOptions = {}): Promise<EngineResult> {
    return this.run(["refresh", "--yes", "--skip-preview"], options);
  }

  /** Previews first: a protected resource then stops it before anything is deleted, and not half-way. */
  async destroy(options: RunOptions = {}): Promise<EngineResult> {
    return this.run(["destroy", "--yes"], options);
  }

  /** What the stack has recorded; secrets are encrypted. */
  async export(): Promise<Deployment> {
    return readDeployment(await this.exportText());
  }

  /** The same as `pulumi stack export` prints it. */
  async exportText(): Promise<string> {
    const { stack, project } = this.options;
    return (await this.command(["stack", "export", "--stack", stack], project)).stdout;
  }

  /** Takes resources out of what the stack has recorded, so that the next `up` creates them again. */
  async forget(forgotten: (resource: RecordedResource) => boolean): Promise<void> {
    const { stack, project, folder } = this.options;
    const exported = await this.exportText();
    const file = join(folder, "state.json");
    writeFileSync(file, withoutResources(exported, forgotten), { mode: 0o600 });
    try {
      await this.command(["stack", "import", "--stack", stack, "--file", file], project);
    } finally {
      rmSync(file, { force: true });
    }
  }

  /** Allows everything that is protected to be destroyed. */
  async unprotect(): Promise<void> {
    const { stack, project } = this.options;
    await this.command(["state", "unprotect", "--all", "--yes", "--stack", stack], project);
  }

  /** Gives up the locks of runs that have died. */
  async cancel(): Promise<void> {
    const { stack, project } = this.options;
    await this.command(["cancel", "--yes", "--stack", stack], project);
  }

  /** What the engine prints for people on one of its commands. */
  async printed(command: readonly string[]): Promise<string> {
    const { stack, folder, project } = this.options;
    const file = configurationFileOf(folder, stack);
    const { stdout, stderr } = await this.command(
      [...command, "--stack", stack, "--config-file", file],
      project,
    );
    return `${stdout}\n${stderr}`;
  }

  /** An output of the program, secrets in clear. */
  async output(name: string): Promise<string> {
    const { stack, project } = this.options;
    const args = ["stack", "output", name, "--show-secrets", "--stack", stack];
    return (await this.command(args, project)).stdout;
  }

  /** Forgets the stack; its resources must be gone. */
  async remove(): Promise<void> {
    const { stack, folder } = this.options;
    await this.command(["stack", "rm", stack, "--yes"], folder);
  }

  private async run(
    command: readonly string[],
    { onEvent, onStart, args = [] }: RunOptions,
  ): Promise<EngineResult> {
    const events: EngineEvent[] = [];
    const { stack, folder, project } = this.options;
    const engine = this.start(
      [...command, "--json", "--stack", stack, "--config-file", configurationFileOf(folder, stack), ...args],
      project,
      (line) => {
        const event = parseEvent(line);
        if (event === undefined || isOtherPhase(event, command)) return;
        events.push(event);
        onEvent?.(event);
      },
    );
    onStart?.(engine);
    return new EngineResult(await engine.ended, events);
  }

  private async command(args: readonly string[], cwd: string): Promise<EngineEnd> {
    const end = await this.start(args, cwd).ended;
    if (end.code !== 0) throw new Error(new EngineResult(end, []).failure);
    return end;
  }

  private start(args: readonly string[], cwd: string, onLine?: (line: string) => void): EngineProcess {
    const { environment } = this.options;
    return new EngineProcess({
      args: [...args, "--non-interactive", "--color", "never"],
      cwd,
      // Without it a preview prints one digest at its end, and no diagnostics.
      environment: { ...environment, PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "true" },
      ...(onLine !== undefined && { onLine }),
    });
  }
}

/** Whether an event belongs to the preview that goes before what was asked for. */
function isOtherPhase(event: EngineEvent, [command]: readonly string[]): boolean {
  return (
    (event.kind === "started" || event.kind === "finished") && event.step.planned && command !== "preview"
  );
}
