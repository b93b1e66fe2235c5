import { Unknown, isPropertyMap, withoutSecrets } from "../shared/property-value";
import type { PropertyMap, PropertyValue, Secret } from "../shared/property-value";

/** A property's value without its secret mark; unknowns may be in it. */
export type Value = Exclude<PropertyValue, Secret>;
export type Properties = Readonly<Record<string, PropertyValue>>;

/** Takes every secret mark off; a property that is null counts as left out. */
export function plainProperties(properties: Properties): PropertyMap {
  const entries = Object.entries(properties).map(
    ([name, value]) => [name, withoutNulls(withoutSecrets(value))] as const,
  );
  return Object.fromEntries(entries.filter(([, value]) => value !== null));
}

function withoutNulls(value: PropertyValue): PropertyValue {
  if (!isPropertyMap(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== null));
}

/** The names of the properties that are secret, wholly or in part. */
export function secretNames(
  properties: Properties,
  isSecret: (value: PropertyValue) => boolean,
): Set<string> {
  return new Set(Object.keys(properties).filter((name) => isSecret(properties[name] ?? null)));
}

/** Unknowns equal nothing, not even each other. */
export function equal(a: PropertyValue | undefined, b: PropertyValue | undefined): boolean {
  if (a instanceof Unknown || b instanceof Unknown) return false;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => equal(item, b[index]));
  }
  if (isPropertyMap(a) && isPropertyMap(b)) {
    const keys = Object.keys(a);
    return keys.length === Object.keys(b).length && keys.every((key) => key in b && equal(a[key], b[key]));
  }
  return a === b;
}
