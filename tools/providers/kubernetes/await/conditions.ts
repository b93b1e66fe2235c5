import { isPropertyMap, type PropertyMap } from "../../shared/property-value";
import { listAt, stringAt, type Manifest } from "../object/manifest";

export function conditionOf(object: Manifest, type: string): PropertyMap | undefined {
  return listAt(object, "status", "conditions")
    .filter(isPropertyMap)
    .find((condition) => condition["type"] === type);
}

export function isTrue(condition: PropertyMap | undefined): boolean {
  return condition?.["status"] === "True";
}

/** `[Reason] message`, as controllers explain a condition; empty where they do not. */
export function explain(condition: PropertyMap | undefined): string {
  const [reason, message] = [stringAt(condition, "reason"), stringAt(condition, "message")];
  return reason === "" || message === "" ? "" : `[${reason}] ${message}`;
}
