import type { ComponentResourceOptions, Inputs } from "@pulumi/pulumi";
import type { EngineLog } from "./engine-log";
import type { PropertyMap } from "./property-value";

/**
 * What a provider answers, in the provider's own terms. `serve` carries it over the provider protocol. Only what the
 * bundled providers need is here; anything else is answered as not implemented, which the engine understands.
 */
export interface ProviderContract {
  /** Version of the package that this provider stands in for. */
  readonly version: string;
  schema(): Promise<string>;
  checkConfig(request: ConfigCheck): Promise<CheckAnswer>;
  diffConfig(request: ConfigDifference): Promise<DifferenceAnswer>;
  configure(variables: ReadonlyMap<string, string>): Promise<void>;
  check(request: CheckQuestion): Promise<CheckAnswer>;
  diff(request: DifferenceQuestion): Promise<DifferenceAnswer>;
  create(request: CreateQuestion): Promise<CreateAnswer>;
  read(request: ReadQuestion): Promise<ReadAnswer>;
  update(request: UpdateQuestion): Promise<PropertyMap>;
  delete(request: DeleteQuestion): Promise<void>;
  /** Registers a component and its children from within the provider. */
  construct(request: ConstructQuestion): Promise<ConstructAnswer>;
  invoke(token: string, args: PropertyMap): Promise<PropertyMap>;
  /** Aborts whatever still waits; the engine calls it when the user interrupts. */
  cancel(): void;
}

export type ProviderFactory = (log: EngineLog) => ProviderContract;

export interface ConfigCheck {
  readonly urn: string;
  readonly news: PropertyMap;
}

export interface ConfigDifference {
  readonly olds: PropertyMap;
  readonly news: PropertyMap;
}

export interface CheckQuestion {
  readonly urn: string;
  /** Inputs of the previous run; empty for a new resource. */
  readonly olds: PropertyMap;
  readonly news: PropertyMap;
  /** Makes generated names repeatable between preview and update. */
  readonly randomSeed: Uint8Array;
  /** What the project's `pulumi:autonaming` configuration says about this resource, if anything. */
  readonly autonaming?: { readonly disabled: boolean; readonly proposedName: string };
}

export interface CheckFailure {
  readonly property: string;
  readonly reason: string;
}

export interface CheckAnswer {
  readonly inputs: PropertyMap;
  readonly failures?: readonly CheckFailure[];
}

export interface DifferenceQuestion {
  readonly id: string;
  readonly urn: string;
  /** Outputs of the previous run. */
  readonly olds: PropertyMap;
  readonly news: PropertyMap;
  readonly ignoreChanges: readonly string[];
}

export type ChangeKind = "add" | "add-replace" | "delete" | "delete-replace" | "update" | "update-replace";

export interface PropertyChange {
  readonly kind: ChangeKind;
  /** True when the change is between two programs, rather than between the program and what was deployed. */
  readonly betweenInputs: boolean;
}

export interface DifferenceAnswer {
  readonly changed: boolean;
  /** Property paths that force a replacement. */
  readonly replaces: readonly string[];
  readonly changedKeys?: readonly string[];
  readonly deleteBeforeReplace?: boolean;
  readonly details?: ReadonlyMap<string, PropertyChange>;
}

interface Operation {
  readonly urn: string;
  /** Seconds allowed by the `customTimeouts` resource option; 0 where the user set none. */
  readonly timeoutSeconds: number;
  readonly preview: boolean;
}

export interface CreateQuestion extends Operation {
  readonly inputs: PropertyMap;
}

export interface CreateAnswer {
  /** Empty in a preview. */
  readonly id: string;
  readonly outputs: PropertyMap;
}

export interface ReadQuestion {
  readonly id: string;
  readonly urn: string;
  /** Outputs of the previous run; empty for an import. */
  readonly outputs: PropertyMap;
  readonly inputs: PropertyMap;
}

export interface ReadAnswer {
  /** Empty when the resource no longer exists. */
  readonly id: string;
  readonly outputs?: PropertyMap;
  readonly inputs?: PropertyMap;
}

export interface UpdateQuestion extends Operation {
  readonly id: string;
  readonly olds: PropertyMap;
  readonly news: PropertyMap;
  readonly ignoreChanges: readonly string[];
}

export interface DeleteQuestion {
  readonly id: string;
  readonly urn: string;
  readonly outputs: PropertyMap;
  readonly timeoutSeconds: number;
}

export interface ConstructQuestion {
  readonly name: string;
  readonly type: string;
  readonly inputs: Inputs;
  readonly options: ComponentResourceOptions;
}

export interface ConstructAnswer {
  readonly urn: Inputs[string];
  readonly state: Inputs;
}
