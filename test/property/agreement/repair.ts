import { checkMesh } from "../../../backends";
import type { MeshDefinition } from "../../../model";

type Json = Record<string, unknown>;

/**
 * Takes out of a random definition what is refused, piece by piece, until the rest is accepted.
 * @returns nothing when that does not come to an end
 */
export function repair(definition: MeshDefinition): MeshDefinition | undefined {
  const copy = structuredClone(definition) as unknown as Json;
  for (let round = 0; round < 30; round++) {
    const paths = checkMesh(copy).map(({ path }) => path);
    if (paths.length === 0) return copy as unknown as MeshDefinition;
    // From the back, so that entries which are still to go keep their places.
    for (const path of [...new Set(paths)].sort().reverse()) remove(copy, segmentsOf(path));
  }
  return undefined;
}

function segmentsOf(path: string): (string | number)[] {
  return [...path.matchAll(/\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]|([A-Za-z_]\w*)/g)].map(
    ([, key, index, name]) => (index === undefined ? (key ?? name ?? "") : Number(index)),
  );
}

/** Removes the innermost list entry that a path leads through; without one, what the service has under the name. */
function remove(definition: Json, segments: readonly (string | number)[]): void {
  const last = segments.findLastIndex(
    (segment, index) =>
      typeof segment === "number" && Array.isArray(at(definition, segments.slice(0, index))),
  );
  if (last >= 0) {
    const list = at(definition, segments.slice(0, last)) as unknown[];
    list.splice(segments[last] as number, 1);
    if (list.length === 0) removeField(definition, segments.slice(0, last));
    return;
  }
  removeField(definition, segments);
}

function removeField(definition: Json, segments: readonly (string | number)[]): void {
  const [part, id, field] = segments;
  if (part === "externalServices" && typeof id === "string" && (field === undefined || field === "ports")) {
    Reflect.deleteProperty(definition[part] as Json, id);
    return;
  }
  if (part !== "services" || typeof id !== "string" || segments.includes("observability")) {
    const parent = at(definition, segments.slice(0, -1)) as Json | undefined;
    if (parent) Reflect.deleteProperty(parent, segments.at(-1) ?? "");
    return;
  }
  const services = definition["services"] as Record<string, Json>;
  const service = services[id];
  const list = at(definition, segments.slice(0, -1)) as Json | undefined;
  if (service === undefined || field === undefined || field === "ports" || field === "selector") {
    Reflect.deleteProperty(services, id);
  } else if (field === "probes" && service["probes"] === undefined) {
    service["probes"] = [];
  } else if (field === "allow" && segments.length === 3) {
    dropNarrowedRule(service);
  } else if (segments.length > 3 && list !== undefined && field !== "canary") {
    Reflect.deleteProperty(list, segments.at(-1) ?? "");
  } else {
    Reflect.deleteProperty(service, field);
  }
}

function dropNarrowedRule(service: Json): void {
  const rules = (service["allow"] ?? []) as Json[];
  const index = rules.findLastIndex((rule) => rule["requests"] !== undefined);
  if (index < 0) Reflect.deleteProperty(service, "allow");
  else rules.splice(index, 1);
}

function at(value: unknown, segments: readonly (string | number)[]): unknown {
  return segments.reduce<unknown>((inner, segment) => (inner as Json | undefined)?.[segment], value);
}
