import { Unknown, isPropertyMap } from "../shared/property-value";
import type { PropertyMap, PropertyValue } from "../shared/property-value";
import { equal } from "./values";
import type { Properties } from "./values";

/** What happens to the value at one path of a resource. */
export type Change = "add" | "delete" | "update";

/** Changes by property path, such as `subject.commonName` or `dnsNames[1]`. */
export type Changes = Map<string, Change>;

/** Every change between two states, at the deepest path that still tells them apart. */
export function differences(prior: Properties, planned: Properties, names: readonly string[]): Changes {
  const changes: Changes = new Map();
  for (const name of names) compare(changes, name, prior[name], planned[name]);
  return changes;
}

function compare(changes: Changes, path: string, before: PropertyValue | undefined, after: PropertyValue | undefined): void {
  if (before === undefined && after === undefined) return;
  if (before === undefined) changes.set(path, "add");
  else if (after === undefined) changes.set(path, "delete");
  else if (after instanceof Unknown) changes.set(path, "update");
  else if (Array.isArray(before) && Array.isArray(after)) compareLists(changes, path, before, after);
  else if (isPropertyMap(before) && isPropertyMap(after)) compareMaps(changes, path, before, after);
  else if (!equal(before, after)) changes.set(path, "update");
}

function compareMaps(
  changes: Changes,
  path: string,
  before: PropertyMap,
  after: PropertyMap,
): void {
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    compare(changes, /^\w+$/.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`, before[key], after[key]);
  }
}

/**
 * Items that are in both lists in the same order are no change; the others are removed and inserted at their own
 * index, and an index that has both is an update.
 */
function compareLists(changes: Changes, path: string, before: readonly PropertyValue[], after: readonly PropertyValue[]): void {
  const kept = commonItems(before, after);
  before.forEach((_, index) => {
    if (!kept.before.has(index)) changes.set(`${path}[${index}]`, "delete");
  });
  after.forEach((_, index) => {
    if (kept.after.has(index)) return;
    const at = `${path}[${index}]`;
    changes.set(at, changes.has(at) ? "update" : "add");
  });
}

interface CommonItems {
  readonly before: Set<number>;
  readonly after: Set<number>;
}

/** The indexes of a longest common subsequence in either list. */
function commonItems(before: readonly PropertyValue[], after: readonly PropertyValue[]): CommonItems {
  const columns = after.length + 1;
  const lengths = new Array<number>((before.length + 1) * columns).fill(0);
  const at = (row: number, column: number): number => lengths[row * columns + column] ?? 0;
  for (let row = before.length - 1; row >= 0; row--) {
    for (let column = after.length - 1; column >= 0; column--) {
      lengths[row * columns + column] = equal(before[row], after[column])
        ? at(row + 1, column + 1) + 1
        : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const common: CommonItems = { before: new Set(), after: new Set() };
  for (let row = 0, column = 0; row < before.length && column < after.length; ) {
    if (equal(before[row], after[column])) {
      common.before.add(row++);
      common.after.add(column++);
    } else if (at(row + 1, column) >= at(row, column + 1)) row++;
    else column++;
  }
  return common;
}
