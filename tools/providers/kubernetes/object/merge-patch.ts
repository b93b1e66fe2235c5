import { isList, isPropertyMap, type PropertyMap, type PropertyValue } from "../../shared/property-value";
import { Unknown } from "../../shared/property-value";

export function isSame(a: PropertyValue | undefined, b: PropertyValue | undefined): boolean {
  if (isList(a) && isList(b)) {
    return a.length === b.length && a.every((element, index) => isSame(element, b[index]));
  }
  if (isPropertyMap(a) && isPropertyMap(b)) {
    const keys = Object.keys(a);
    return keys.length === Object.keys(b).length && keys.every((key) => key in b && isSame(a[key], b[key]));
  }
  return a === b && !(a instanceof Unknown);
}

/** JSON merge patch (RFC 7386) from one object to another: null removes a key, lists are replaced whole. */
export function mergePatch(from: PropertyMap, to: PropertyMap): PropertyMap {
  const patch: PropertyMap = {};
  for (const [key, value] of Object.entries(to)) {
    const old = from[key];
    if (isPropertyMap(old) && isPropertyMap(value)) {
      const nested = mergePatch(old, value);
      if (Object.keys(nested).length > 0) patch[key] = nested;
    } else if (!isSame(old, value)) {
      patch[key] = value;
    }
  }
  for (const key of Object.keys(from)) if (!(key in to)) patch[key] = null;
  return patch;
}
