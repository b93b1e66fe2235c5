import {
  isList,
  isPropertyMap,
  Unknown,
  type PropertyMap,
  type PropertyValue,
} from "../../shared/property-value";
import type { ChangeKind, PropertyChange } from "../../shared/provider-contract";
import { isSame, mergePatch } from "./merge-patch";
import { containsPath, formatPropertyPath, parsePropertyPath, type PathStep } from "./property-path";
import { touches } from "./replacing-fields";

/**
 * The changed fields between what is deployed and what is declared, each with the way in which it changes.
 *
 * @param deployed The live object, pruned to the fields of the previous declaration.
 * @param replacing Paths whose change forces a replacement.
 */
export function detailedDifference(
  deployed: PropertyMap,
  declared: PropertyMap,
  replacing: readonly string[],
  ignored: readonly string[] = [],
): Map<string, PropertyChange> {
  const comparison = new Comparison(replacing);
  comparison.maps([], mergePatch(deployed, declared), deployed, declared, false);
  const ignoredPaths = ignored.map(parsePropertyPath);
  for (const [key, path] of comparison.paths) {
    if (ignoredPaths.some((outer) => containsPath(outer, path))) comparison.changes.delete(key);
  }
  return comparison.changes;
}

class Comparison {
  readonly changes = new Map<string, PropertyChange>();
  readonly paths = new Map<string, PathStep[]>();

  constructor(private readonly replacing: readonly string[]) {}

  /** @param inList A merge patch replaces lists whole, so removed keys inside them must be looked for. */
  maps(
    path: PathStep[],
    patch: PropertyMap,
    deployed: PropertyMap,
    declared: PropertyMap | undefined,
    inList: boolean,
  ): void {
    for (const [key, value] of Object.entries(patch)) {
      this.value([...path, key], value, deployed[key], declared?.[key], inList);
    }
    if (!inList) return;
    for (const [key, old] of Object.entries(deployed)) {
      if (!(key in patch)) this.value([...path, key], null, old, declared?.[key], inList);
    }
  }

  private lists(
    path: PathStep[],
    patch: PropertyValue[],
    deployed: PropertyValue[],
    declared: PropertyValue[],
  ): void {
    for (let i = 0; i < Math.max(patch.length, deployed.length); i++) {
      this.value([...path, i], patch[i] ?? null, deployed[i], declared[i] ?? null, true);
    }
  }

  private value(
    path: PathStep[],
    patched: PropertyValue,
    deployed: PropertyValue | undefined,
    declared: PropertyValue | undefined,
    inList: boolean,
  ): void {
    // What the declaration does not mention can only have been removed from it.
    if (declared === undefined && (patched !== null || deployed === undefined)) return;
    if (isAbsent(patched) && isAbsent(deployed)) return;
    if (patched === null) {
      this.record(path, patched, "delete", true);
    } else if (deployed === undefined) {
      this.record(path, patched, "add", false);
    } else if (isPropertyMap(patched) && isPropertyMap(deployed)) {
      this.maps(path, patched, deployed, isPropertyMap(declared) ? declared : undefined, inList);
    } else if (isList(patched) && isList(deployed)) {
      this.lists(path, patched, deployed, isList(declared) ? declared : []);
    } else if (patched instanceof Unknown || !isSame(patched, deployed)) {
      this.record(path, patched, "update", false);
    }
  }

  private record(
    path: PathStep[],
    value: PropertyValue,
    kind: "add" | "delete" | "update",
    betweenInputs: boolean,
  ): void {
    const replaces = this.replacing.some((field) => touches(field, path, value));
    const key = formatPropertyPath(path);
    const changeKind: ChangeKind = replaces ? `${kind}-replace` : kind;
    this.changes.set(key, { kind: changeKind, betweenInputs });
    this.paths.set(key, path);
  }
}

/** The API server drops a null, so one that was never there is no change. */
function isAbsent(value: PropertyValue | undefined): boolean {
  return value === undefined || value === null;
}
