import { at, removeAt, setAt, type Manifest } from "../object/manifest";
import { parsePropertyPath } from "../object/property-path";
import { ownsField } from "./managed-fields";

/**
 * Makes a server-side apply leave ignored fields alone. What another manager alone owns is left out of the request; what
 * is ours must stay in it with its present value, since the server removes an owned field that is missing.
 */
export function keepIgnoredFields(
  declared: Manifest,
  live: Manifest,
  ignored: readonly string[],
  fieldManager: string,
): void {
  for (const text of ignored) {
    const path = parsePropertyPath(text);
    // Positions in lists have no counterpart in field ownership.
    if (!path.every((step): step is string => typeof step === "string" && step !== "*")) continue;
    const theirs = ownsField(live, path, (manager) => manager !== fieldManager);
    const ours = ownsField(live, path, (manager) => manager === fieldManager);
    const present = at(live, ...path);
    if (theirs && !ours) removeAt(declared, ...path);
    else if (present !== undefined) setAt(declared, present, ...path);
  }
}
