import { kindOf, type EngineEvent, type EngineStep } from "../engine";
import { createProgress, type Progress } from "../toolchain";

const past: Readonly<Record<string, string>> = {
  create: "created",
  update: "updated",
  delete: "deleted",
  replace: "replaced",
  "create-replacement": "created anew",
  "delete-replaced": "deleted the old",
  import: "taken over",
};

/** What stands for nothing outside the engine: the stack, the components, and the connection to the cluster. */
function isInternal({ type }: EngineStep): boolean {
  return /^pulumi(-service-mesh)?:/.test(type);
}

/**
 * Tells how the engine gets on: one redrawn line on a terminal, with a line for what fails; anywhere else a line for each
 * resource that is changed.
 */
export class EngineDisplay {
  private readonly progress: Progress;
  private done = 0;

  constructor(
    private readonly title: string,
    private readonly terminal: boolean,
  ) {
    this.progress = createProgress(process.stderr);
    this.progress.working(title, "reading the program");
  }

  show(event: EngineEvent): void {
    // What the engine says against a resource is told in whole at the end.
    if (event.kind === "finished") this.finished(event.step);
  }

  close(text: string): void {
    this.progress.done(this.title, text);
  }

  private finished(step: EngineStep): void {
    if (isInternal(step)) return;
    this.done += 1;
    const word = step.failed ? `FAILED to ${step.operation}` : past[step.operation];
    const text = `${word ?? step.operation} ${kindOf(step.type)} ${shortName(step)}`;
    if (step.failed || (word !== undefined && !this.terminal)) this.progress.note(this.title, text);
    this.progress.detail(this.title, `${String(this.done)} resources, ${text}`);
  }
}

/** Without the names of the components above it. */
function shortName({ type, name }: EngineStep): string {
  const parts = name.split(":");
  return (type.startsWith("kubernetes:") ? parts.slice(-1) : parts.slice(1)).join(" ");
}
