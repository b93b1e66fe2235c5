import type { EngineDiagnostic, EngineEvent, EngineStep } from "./engine-event";
import type { EngineEnd } from "./engine-process";

/** Operations that leave a resource as it is. */
const unchanged: readonly string[] = ["same", "read", "refresh"];

/** What came of one run of the engine. */
export class EngineResult {
  /** Every step that was finished or has failed, in the order of their ends. */
  readonly steps: readonly EngineStep[];
  readonly diagnostics: readonly EngineDiagnostic[];

  constructor(
    readonly end: EngineEnd,
    events: readonly EngineEvent[],
  ) {
    this.steps = events.flatMap((event) => (event.kind === "finished" ? [event.step] : []));
    this.diagnostics = events.flatMap((event) => (event.kind === "said" ? [event.diagnostic] : []));
  }

  get succeeded(): boolean {
    return this.end.code === 0;
  }

  /** Steps that changed something, or would. */
  get changes(): EngineStep[] {
    return this.steps.filter(({ operation, failed }) => !failed && !unchanged.includes(operation));
  }

  /** Names of the resources that were changed, or would be, as `operation name`, sorted. */
  get changeNames(): string[] {
    return this.changes.map(({ operation, name }) => `${operation} ${name}`).sort();
  }

  /** What was said with a severity, each text once. */
  said(severity: EngineDiagnostic["severity"]): string[] {
    const texts = this.diagnostics.flatMap(({ severity: own, message }) =>
      own === severity ? [message] : [],
    );
    return [...new Set(texts)];
  }

  /** Why it failed, in the engine's words. */
  get failure(): string {
    const errors = this.said("error");
    if (errors.length > 0) return errors.join("\n");
    const { stderr, code, signal } = this.end;
    const lines = stderr.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("warning:"));
    if (lines.length > 0) return lines.join("\n").replace(/^error: /, "");
    return `the engine ended with ${signal ?? `exit code ${String(code)}`} and said nothing`;
  }
}
