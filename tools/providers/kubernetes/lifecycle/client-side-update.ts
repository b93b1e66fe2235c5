import type { KindClient, WriteOptions } from "../api/object-client";
import type { PropertyMap } from "../../shared/property-value";
import { isPropertyMap } from "../../shared/property-value";
import { isBuiltInGroupVersion } from "../object/built-in-kinds";
import { apiVersionOf, at, nameOf, setAt, type Manifest } from "../object/manifest";
import { isSame } from "../object/merge-patch";
import { parsePropertyPath } from "../object/property-path";

interface Versions {
  /** What was declared before, what is declared now, and what is there. */
  readonly previous: Manifest;
  readonly declared: Manifest;
  readonly current: Manifest;
  readonly ignoreChanges: readonly string[];
}

/** The way without server-side apply: a patch of what the program changed, which leaves everything else as it is. */
export function clientSideUpdate(
  client: KindClient,
  versions: Versions,
  options: WriteOptions,
): Promise<PropertyMap> {
  const { previous, declared, current, ignoreChanges } = versions;
  for (const text of ignoreChanges) {
    const path = parsePropertyPath(text).map(String);
    const present = at(current, ...path);
    if (present !== undefined) setAt(declared, present, ...path);
  }
  const patch = threeWayPatch(previous, declared, current);
  // Only for its own kinds does the server know by which key the elements of a list merge.
  const contentType = isBuiltInGroupVersion(apiVersionOf(declared))
    ? "application/strategic-merge-patch+json"
    : "application/merge-patch+json";
  return client.patch(nameOf(current), patch, contentType, options);
}

/** Sets what differs from the live object, and removes what was declared before and no longer is. */
export function threeWayPatch(
  previous: PropertyMap,
  declared: PropertyMap,
  current: PropertyMap,
): PropertyMap {
  const patch: PropertyMap = {};
  for (const [key, value] of Object.entries(declared)) {
    const [old, present] = [previous[key], current[key]];
    if (isPropertyMap(value) && isPropertyMap(present)) {
      const nested = threeWayPatch(isPropertyMap(old) ? old : {}, value, present);
      if (Object.keys(nested).length > 0) patch[key] = nested;
    } else if (!isSame(value, present)) {
      patch[key] = value;
    }
  }
  for (const key of Object.keys(previous)) {
    if (!(key in declared) && key in current) patch[key] = null;
  }
  return patch;
}
