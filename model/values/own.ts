/**
 * Whether an object has a key of its own. Stands in for `Object.hasOwn`, which the compiler of Pulumi's plugin host does not know
 * when it runs this package from its sources.
 */
export function hasOwn(object: object, key: PropertyKey): boolean {
  return Object.prototype.hasOwnProperty.call(object, key);
}
