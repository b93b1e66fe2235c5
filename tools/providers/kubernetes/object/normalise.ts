import { isPropertyMap } from "../../shared/property-value";
import { isBuiltInGroupVersion } from "./built-in-kinds";
import {
  apiVersionOf,
  at,
  hasUnknown,
  isCoreKind,
  isCustomResourceDefinition,
  kindOf,
  removeAt,
  type Manifest,
} from "./manifest";
import { prune } from "./prune";
import { canonicalBase64, typedForm } from "./typed-form";

/** What only the API server writes; a manifest copied from a live object may carry it. */
const readOnlyMetadata = [
  "creationTimestamp",
  "deletionGracePeriodSeconds",
  "deletionTimestamp",
  "generation",
  "managedFields",
  "resourceVersion",
  "uid",
];

/**
 * Brings a declared object into the form in which the API server answers, so that equal objects compare as equal. Custom
 * resources and objects with unknown values stay as declared.
 */
export function normalise(manifest: Manifest): Manifest {
  const normalised =
    isBuiltInGroupVersion(apiVersionOf(manifest)) && !hasUnknown(manifest) ? builtIn(manifest) : manifest;
  for (const field of readOnlyMetadata) removeAt(normalised, "metadata", field);
  return normalised;
}

function builtIn(manifest: Manifest): Manifest {
  if (isCustomResourceDefinition(manifest)) {
    // The server drops both: the first is the default, the second its own.
    if (at(manifest, "spec", "preserveUnknownFields") === false)
      removeAt(manifest, "spec", "preserveUnknownFields");
    removeAt(manifest, "status");
    return manifest;
  }
  if (isCoreKind(manifest, "Secret")) return secretForm(manifest);
  const typed = typedForm(`${apiVersionOf(manifest)}/${kindOf(manifest)}`, manifest);
  return typed === undefined ? manifest : prune(typed, manifest);
}

/** The server merges `stringData` into `data` and never returns it. */
function secretForm(manifest: Manifest): Manifest {
  const data = at(manifest, "data");
  const strings = at(manifest, "stringData");
  if (isPropertyMap(strings) && Object.values(strings).every((value) => typeof value === "string")) {
    const entries = Object.entries(strings as Record<string, string>).map(([key, value]) => [
      key,
      Buffer.from(value).toString("base64"),
    ]);
    if (entries.length > 0) {
      manifest["data"] = {
        ...(isPropertyMap(data) && data),
        ...(Object.fromEntries(entries) as Record<string, string>),
      };
      removeAt(manifest, "stringData");
      return manifest;
    }
  }
  if (isPropertyMap(data)) {
    for (const [key, value] of Object.entries(data)) {
      if (typeof value === "string") data[key] = canonicalBase64(value) ?? value;
    }
  }
  return manifest;
}
