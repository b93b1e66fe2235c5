/** What the engine did, or would do, to one resource. */
export interface EngineStep {
  /** The engine's word for it: `create`, `update`, `replace`, `delete`, `same`, `read` and others. */
  readonly operation: string;
  /** Full identity of the resource. */
  readonly urn: string;
  /** Type token, for example `kubernetes:core/v1:Namespace`. */
  readonly type: string;
  /** Name in the program; the last part of the URN. */
  readonly name: string;
  readonly failed: boolean;
  /** Only planned: the step belongs to a preview. */
  readonly planned: boolean;
}

export type EngineSeverity = "info" | "info#err" | "warning" | "error";

/** Something that the engine, a provider or the program said. */
export interface EngineDiagnostic {
  readonly severity: EngineSeverity;
  readonly message: string;
  /** The resource it is about. */
  readonly urn: string | undefined;
}

/** One event of the engine, as far as it is of use here. */
export type EngineEvent =
  | { readonly kind: "started"; readonly step: EngineStep }
  | { readonly kind: "finished"; readonly step: EngineStep }
  | { readonly kind: "said"; readonly diagnostic: EngineDiagnostic }
  | { readonly kind: "ended"; readonly succeeded: boolean };

interface StepMetadata {
  readonly op: string;
  readonly urn: string;
  readonly type: string;
}

interface RawStep {
  readonly metadata: StepMetadata;
  /** The step belongs to a preview. */
  readonly planning?: boolean;
}

interface RawEvent {
  readonly resourcePreEvent?: RawStep;
  readonly resOutputsEvent?: RawStep;
  readonly resOpFailedEvent?: RawStep;
  readonly diagnosticEvent?: {
    readonly severity: EngineSeverity | "debug";
    readonly message: string;
    readonly urn?: string;
    readonly ephemeral?: boolean;
  };
  readonly summaryEvent?: { readonly result?: string };
}

/** Reads one line of the engine's JSON output; nothing when it is of no use here, or no event at all. */
export function parseEvent(line: string): EngineEvent | undefined {
  const event = parse(line);
  if (event === undefined) return undefined;
  const { resourcePreEvent, resOutputsEvent, resOpFailedEvent, diagnosticEvent, summaryEvent } = event;
  if (resourcePreEvent) return { kind: "started", step: stepOf(resourcePreEvent, false) };
  if (resOutputsEvent) return { kind: "finished", step: stepOf(resOutputsEvent, false) };
  if (resOpFailedEvent) return { kind: "finished", step: stepOf(resOpFailedEvent, true) };
  if (diagnosticEvent && diagnosticEvent.ephemeral !== true) {
    const { severity, message, urn } = diagnosticEvent;
    // The SDK's debug messages quote what providers answer, private keys included. They are not shown without --debug, but
    // they are among the events: they must not be kept.
    if (severity === "debug") return undefined;
    return {
      kind: "said",
      diagnostic: { severity, message: message.trim(), urn: urn === "" ? undefined : urn },
    };
  }
  if (summaryEvent) return { kind: "ended", succeeded: summaryEvent.result !== "failed" };
  return undefined;
}

function parse(line: string): RawEvent | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    return JSON.parse(line) as RawEvent;
  } catch {
    // Something else that was printed begins like an event.
    return undefined;
  }
}

function stepOf({ metadata, planning = false }: RawStep, failed: boolean): EngineStep {
  const { op, urn, type } = metadata;
  return { operation: op, urn, type, name: nameOf(urn), failed, planned: planning };
}

/** Name of a resource: what follows the fourth `::` of its URN. */
export function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

/** Kind of a resource for people: the last part of its type. */
export function kindOf(type: string): string {
  return type.split(":").at(-1) ?? type;
}
