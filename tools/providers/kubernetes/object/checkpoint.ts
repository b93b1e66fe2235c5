import { isPropertyMap, type PropertyMap } from "../../shared/property-value";
import { fromManifest, toManifest, type Manifest } from "./manifest";
import { markSecrets } from "./secrecy";

/** Where the state keeps what is not part of the live object. */
const inputsKey = "__inputs";
const initialApiVersionKey = "__initialApiVersion";
const fieldManagerKey = "__fieldManager";

export interface Ownership {
  /** The apiVersion under which the object was first created. */
  readonly initialApiVersion: string;
  /** Name under which the API server records ownership of the fields. */
  readonly fieldManager: string;
}

/** A resource's outputs: the live object, with the declaration that led to it beside. */
export function checkpoint(
  inputs: Manifest,
  live: Manifest,
  secretsFrom: PropertyMap,
  ownership: Ownership,
): PropertyMap {
  const outputs = fromManifest(live);
  const declared = fromManifest(inputs);
  markSecrets(outputs, secretsFrom);
  markSecrets(declared, secretsFrom);
  outputs[inputsKey] = declared;
  outputs[initialApiVersionKey] = ownership.initialApiVersion;
  outputs[fieldManagerKey] = ownership.fieldManager;
  return outputs;
}

/** The two objects in a resource's outputs. */
export function parseCheckpoint(outputs: PropertyMap): { inputs: Manifest; live: Manifest } {
  const { [inputsKey]: declared, ...rest } = toManifest(outputs);
  return { inputs: isPropertyMap(declared) ? declared : {}, live: rest };
}

export function recordedApiVersion(outputs: PropertyMap): string | undefined {
  const value = outputs[initialApiVersionKey];
  return typeof value === "string" ? value : undefined;
}

export function recordedFieldManager(outputs: PropertyMap): string | undefined {
  const value = outputs[fieldManagerKey];
  return typeof value === "string" ? value : undefined;
}
