import {
  isList,
  containsUnknown,
  isPropertyMap,
  Unknown,
  withoutSecrets,
  type PropertyMap,
  type PropertyValue,
} from "../../shared/property-value";

/**
 * A Kubernetes object. Secrets are opened, because the API server and comparisons need the values; unknown values stay,
 * because a preview works on incomplete objects. Which values are secret is put back by `markSecrets`.
 */
export type Manifest = PropertyMap;

/** JSON schema extensions have dashes in their names, which the SDKs' property names cannot have. */
const dashed: Readonly<Record<string, string>> = Object.fromEntries(
  [
    "embedded_resource",
    "int_or_string",
    "list_map_keys",
    "list_type",
    "map_type",
    "preserve_unknown_fields",
    "validations",
  ].map((name) => [`x_kubernetes_${name}`, `x-kubernetes-${name.replaceAll("_", "-")}`]),
);
const underscored: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(dashed).map(([underscore, dash]) => [dash, underscore]),
);

/** The Kubernetes object that a resource's properties describe. Always a copy. */
export function toManifest(properties: PropertyMap): Manifest {
  return renameKeys(withoutSecrets(properties), dashed) as Manifest;
}

/** The resource properties that describe a Kubernetes object. Always a copy. */
export function fromManifest(manifest: Manifest): PropertyMap {
  return renameKeys(manifest, underscored) as PropertyMap;
}

function renameKeys(value: PropertyValue, names: Readonly<Record<string, string>>): PropertyValue {
  if (isList(value)) return value.map((element) => renameKeys(element, names));
  if (!isPropertyMap(value)) return value;
  const result: PropertyMap = {};
  for (const [key, field] of Object.entries(value)) result[names[key] ?? key] = renameKeys(field, names);
  return result;
}

export function copyOf(manifest: Manifest): Manifest {
  return renameKeys(manifest, {}) as Manifest;
}

/** The value at a path of keys; undefined where the path leaves the object. */
export function at(manifest: PropertyValue | undefined, ...path: string[]): PropertyValue | undefined {
  let value = manifest;
  for (const key of path) {
    if (!isPropertyMap(value)) return undefined;
    value = value[key];
  }
  return value;
}

export function stringAt(manifest: PropertyValue | undefined, ...path: string[]): string {
  const value = at(manifest, ...path);
  return typeof value === "string" ? value : "";
}

export function numberAt(manifest: PropertyValue | undefined, ...path: string[]): number | undefined {
  const value = at(manifest, ...path);
  return typeof value === "number" ? value : undefined;
}

export function listAt(manifest: PropertyValue | undefined, ...path: string[]): PropertyValue[] {
  const value = at(manifest, ...path);
  return isList(value) ? value : [];
}

/** Sets the value at a path, making the maps on the way; does nothing where something else than a map is in the way. */
export function setAt(manifest: Manifest, value: PropertyValue, ...path: string[]): void {
  const last = path[path.length - 1];
  if (last === undefined) return;
  let parent = manifest;
  for (const key of path.slice(0, -1)) {
    const child = (parent[key] ??= {});
    if (!isPropertyMap(child)) return;
    parent = child;
  }
  parent[last] = value;
}

export function removeAt(manifest: Manifest, ...path: string[]): void {
  const last = path[path.length - 1];
  const parent = at(manifest, ...path.slice(0, -1));
  // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- removing a field of a JSON object is the purpose
  if (last !== undefined && isPropertyMap(parent)) delete parent[last];
}

export const apiVersionOf = (manifest: Manifest): string => stringAt(manifest, "apiVersion");
export const kindOf = (manifest: Manifest): string => stringAt(manifest, "kind");
export const nameOf = (manifest: Manifest): string => stringAt(manifest, "metadata", "name");
export const namespaceOf = (manifest: Manifest): string => stringAt(manifest, "metadata", "namespace");
export const generationOf = (manifest: Manifest): number => numberAt(manifest, "metadata", "generation") ?? 0;

/** Sets or, where empty, clears the namespace. */
export function setNamespace(manifest: Manifest, namespace: string): void {
  if (namespace === "") removeAt(manifest, "metadata", "namespace");
  else setAt(manifest, namespace, "metadata", "namespace");
}

/** The resource id: `namespace/name`, or the name alone for what has no namespace. */
export function idOf(manifest: Manifest): string {
  const namespace = namespaceOf(manifest);
  return namespace === "" ? nameOf(manifest) : `${namespace}/${nameOf(manifest)}`;
}

export function parseId(id: string): { namespace: string; name: string } {
  const slash = id.indexOf("/");
  return slash < 0
    ? { namespace: "", name: id }
    : { namespace: id.slice(0, slash), name: id.slice(slash + 1).split("/")[0] ?? "" };
}

export function hasUnknown(manifest: Manifest): boolean {
  return containsUnknown(manifest);
}

export function isUnknown(value: PropertyValue | undefined): boolean {
  return value instanceof Unknown;
}

export function isCustomResourceDefinition(manifest: Manifest): boolean {
  return (
    kindOf(manifest) === "CustomResourceDefinition" &&
    apiVersionOf(manifest).startsWith("apiextensions.k8s.io/")
  );
}

export function isCoreKind(manifest: Manifest, kind: string): boolean {
  const apiVersion = apiVersionOf(manifest);
  return kindOf(manifest) === kind && (!apiVersion.includes("/") || apiVersion.startsWith("core/"));
}
