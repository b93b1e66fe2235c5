import type { PropertyMap, PropertyValue } from "../shared/property-value";
import type { CheckFailure } from "../shared/provider-contract";
import type { Properties } from "./values";

/** A named object type, such as the subject of a certificate. */
export interface ObjectType {
  readonly name: string;
  readonly fields: Readonly<Record<string, "string" | "strings">>;
}

/** `strings` is a list of strings, `map` a map from string to string. */
export type PropertyType = "string" | "integer" | "boolean" | "strings" | "map" | ObjectType;

/** Says what is wrong with one known value, or undefined when nothing is. Of a list it may start with the index: `[2] is …`. */
export type Rule = (value: PropertyValue) => string | undefined;

/** Decides whether a changed property replaces the resource (else it is updated in place). */
export type ReplaceRule = (prior: PropertyValue | undefined, planned: PropertyValue | undefined) => boolean;

export interface PropertySpec {
  readonly type: PropertyType;
  readonly description: string;
  /** `computed` properties are outputs alone; the others are inputs and outputs. */
  readonly role: "required" | "optional" | "computed";
  /** The value of an output whose input was left out. */
  readonly default?: string | number | boolean;
  /** Keeps the value in the state while the resource lives; without it, any change makes a computed value unknown. */
  readonly keepsState?: boolean;
  /** An optional input that the provider does not fill in stays absent; with this it is an output in every case. */
  readonly alwaysOutput?: boolean;
  readonly replaces?: boolean | ReplaceRule;
  readonly secret?: boolean;
  /** The value is used on creation and kept in no output; a change of it alone does nothing. */
  readonly writeOnly?: boolean;
  readonly rules?: readonly Rule[];
  /** Set on inputs that are kept for old programs; names the successor. */
  readonly deprecated?: string;
}

/** The state a resource is planned to have, unknowns included, and the properties that force a replacement. */
export interface Plan {
  readonly planned: PropertyMap;
  readonly replaces: string[];
}

export interface Created {
  readonly id: string;
  /** The computed properties; joined with the planned ones they are the state. */
  readonly computed: Properties;
  /** What the user should know although it worked. */
  readonly warnings?: readonly string[];
}

export interface Imported extends Created {
  /** The inputs a program would have to give to get this resource. */
  readonly inputs: Properties;
}

export interface ResourceType {
  readonly token: string;
  readonly description: string;
  readonly properties: Readonly<Record<string, PropertySpec>>;
  /** Version of the state's shape, recorded in the state so that the official plugin can go on from it. */
  readonly stateVersion?: number;
  /** The id counts as changed with every other change; without it, it stays while the resource lives. */
  readonly idFollowsChanges?: boolean;
  /** The id is no output property as well. */
  readonly omitsIdOutput?: boolean;
  /** Rules over several inputs together. */
  check?(inputs: Properties): CheckFailure[];
  /** Changes a plan for what single properties cannot express. Prior is undefined on create. */
  adjustPlan?(plan: Plan, prior: Properties | undefined, inputs: Properties): void;
  /** @param inputs What was given, write-only inputs included. */
  create(planned: Properties, inputs: Properties): Created | Promise<Created>;
  /** Recomputes what changes with time alone. */
  refresh?(state: Properties): Properties;
  /** Builds the resource from the id that a user gives to import it. */
  import?(id: string): Imported | Promise<Imported>;
}

export interface InvokeFunction {
  readonly token: string;
  readonly description: string;
  readonly inputs: Readonly<Record<string, PropertySpec>>;
  readonly outputs: Readonly<Record<string, PropertySpec>>;
  check?(inputs: Properties): CheckFailure[];
  run(inputs: Properties): Properties | Promise<Properties>;
}

export interface ProviderDefinition {
  readonly name: string;
  /** Version of the official package whose schema this provider follows. */
  readonly version: string;
  readonly description: string;
  readonly resources: readonly ResourceType[];
  readonly functions: readonly InvokeFunction[];
}
