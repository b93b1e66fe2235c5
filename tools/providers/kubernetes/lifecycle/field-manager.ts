import type { PropertyMap } from "../../shared/property-value";
import { annotation, annotationOf } from "../object/annotations";
import { recordedFieldManager } from "../object/checkpoint";
import { at, listAt, stringAt, type Manifest } from "../object/manifest";
import { uniqueName } from "../object/naming";
import type { Settings } from "../configuration/settings";

/** Under this name objects are created, and changed where server-side apply is off. */
export const creationManager = "pulumi-kubernetes";

/** The name under which a resource owns its fields: the program's choice, else the recorded one, else a new one. */
export function fieldManagerOf(settings: Settings, outputs: PropertyMap, declared: Manifest): string {
  if (!settings.serverSideApply) return creationManager;
  const chosen = annotationOf(declared, annotation.patchFieldManager);
  return chosen === ""
    ? (recordedFieldManager(outputs) ?? uniqueName(`${creationManager}-`, new Uint8Array()))
    : chosen;
}

const updatingManagers = ["pulumi-resource-kubernetes", "pulumi-kubernetes", "pulumi-kubernetes.exe"];

/** Whether to take fields from other managers instead of failing with a conflict. */
export function forcesConflicts(
  settings: Settings,
  declared: Manifest,
  live: Manifest | undefined,
  preview: boolean,
): boolean {
  if (annotationOf(declared, annotation.patchForce) === "true" || settings.patchForce) return true;
  // Objects from before ownership was recorded belong to nobody.
  if (live !== undefined && listAt(live, "metadata", "managedFields").length === 0) return true;
  if (!preview) return false;
  // What the real update settles beforehand would look like a conflict in a preview.
  return (
    live === undefined ||
    listAt(live, "metadata", "managedFields").some(
      (entry) => at(entry, "operation") === "Update" && updatingManagers.includes(stringAt(entry, "manager")),
    )
  );
}
