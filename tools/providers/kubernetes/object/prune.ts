import { isList, isPropertyMap, type PropertyMap, type PropertyValue } from "../../shared/property-value";

/**
 * Keeps of a live object what the program declared: keys that the declaration has, list elements at its positions. What
 * controllers and defaults added falls away, so that only differences in declared fields count.
 */
export function prune(live: PropertyMap, declared: PropertyMap): PropertyMap {
  const result: PropertyMap = {};
  for (const [key, value] of Object.entries(live)) {
    const shape = declared[key];
    if (shape !== undefined) result[key] = pruneValue(value, shape);
  }
  return result;
}

function pruneValue(live: PropertyValue, declared: PropertyValue): PropertyValue {
  if (isPropertyMap(live) && isPropertyMap(declared)) return prune(live, declared);
  if (isList(live) && isList(declared)) return pruneList(live, declared);
  return live;
}

function pruneList(live: PropertyValue[], declared: PropertyValue[]): PropertyValue[] {
  const [firstLive, firstDeclared] = [live[0], declared[0]];
  if (firstLive === undefined || firstDeclared === undefined) return [];
  if (isPropertyMap(firstLive) !== isPropertyMap(firstDeclared)) return [...live];
  return live.slice(0, declared.length).map((value, index) => pruneValue(value, declared[index] ?? null));
}
