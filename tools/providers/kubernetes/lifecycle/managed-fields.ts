import { isPropertyMap, type PropertyMap, type PropertyValue } from "../../shared/property-value";
import { listAt, stringAt, type Manifest } from "../object/manifest";

/**
 * Managers whose fields pass to the program's own manager on the first server-side apply: kubectl, and this provider's
 * creates, which the API server records as another operation. Without that, removing a field from the program would leave
 * it on the object, still owned by its creator.
 */
const predecessors: readonly { readonly manager: string; readonly operation: string }[] = [
  { manager: "kubectl", operation: "Apply" },
  { manager: "kubectl", operation: "Update" },
  { manager: "before-first-apply", operation: "Update" },
  { manager: "pulumi-kubernetes", operation: "Update" },
  { manager: "pulumi-kubernetes.exe", operation: "Update" },
  { manager: "pulumi-resource-kubernetes", operation: "Update" },
];

/** @returns The entries with predecessors' fields handed over, or undefined where there is nothing to hand over. */
export function inheritedManagedFields(live: Manifest, fieldManager: string): PropertyValue[] | undefined {
  const entries = listAt(live, "metadata", "managedFields").filter(isPropertyMap);
  const isOwn = (entry: PropertyMap): boolean =>
    entry["manager"] === fieldManager && entry["operation"] === "Apply";
  const inherited = entries.filter((entry) => !isOwn(entry) && isPredecessor(entry));
  const [first] = inherited;
  if (first === undefined) return undefined;
  const own = entries.find(isOwn) ?? { ...first, manager: fieldManager, operation: "Apply", fieldsV1: {} };
  const fields = inherited.reduce((union, entry) => unionOf(union, fieldsOf(entry)), fieldsOf(own));
  const others = entries.filter((entry) => !isOwn(entry) && !inherited.includes(entry));
  return [...others, { ...own, fieldsV1: fields }];
}

function isPredecessor(entry: PropertyMap): boolean {
  // A controller's status, and scaling, are written through subresources and belong to whoever writes them.
  if (stringAt(entry, "subresource") !== "") return false;
  return predecessors.some(
    ({ manager, operation }) =>
      stringAt(entry, "manager").startsWith(manager) && entry["operation"] === operation,
  );
}

function fieldsOf(entry: PropertyMap): PropertyMap {
  const fields = entry["fieldsV1"];
  return isPropertyMap(fields) ? fields : {};
}

/** Field sets are trees whose keys are the fields. */
function unionOf(a: PropertyMap, b: PropertyMap): PropertyMap {
  const result: PropertyMap = { ...a };
  for (const [key, value] of Object.entries(b)) {
    const known = result[key];
    result[key] = isPropertyMap(known) && isPropertyMap(value) ? unionOf(known, value) : value;
  }
  return result;
}

/** Whether any of the managers that `matches` picks owns the field at a path of keys, or something within it. */
export function ownsField(
  live: Manifest,
  path: readonly string[],
  matches: (manager: string) => boolean,
): boolean {
  return listAt(live, "metadata", "managedFields").some((entry) => {
    if (!isPropertyMap(entry) || !matches(stringAt(entry, "manager"))) return false;
    let node: PropertyValue | undefined = entry["fieldsV1"];
    for (const key of path) node = isPropertyMap(node) ? node[`f:${key}`] : undefined;
    return node !== undefined;
  });
}
