import type { RenderedMesh } from "../backends";
import { byText, type ResolvedMesh } from "../model";

/** One service may call another. */
export interface CallGraphEdge {
  /** The calling service, `namespace/name`. */
  from: string;
  /** The called service, `namespace/name`. */
  to: string;
  /** Ports of the called service, ascending. */
  ports: number[];
}

/** Who may call whom by name; callers that are allowed as a class (a namespace, anyone) are no edges. Sorted. */
export function callGraphOf({ services }: ResolvedMesh): CallGraphEdge[] {
  const edges = new Map<string, CallGraphEdge>();
  for (const { id, rules } of services)
    for (const { source, ports } of rules)
      for (const from of source.services) {
        const key = `${from} ${id}`;
        const known = edges.get(key)?.ports ?? [];
        edges.set(key, { from, to: id, ports: ascending([...known, ...ports]) });
      }
  return [...edges.entries()].sort(([a], [b]) => byText(a, b)).map(([, edge]) => edge);
}

function ascending(ports: readonly number[]): number[] {
  return [...new Set(ports)].sort((a, b) => a - b);
}

/** How many objects of injection and policy there are: key is the kind, value the number. */
export function objectCountsOf({ objects }: RenderedMesh): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { manifest } of objects) counts.set(manifest.kind, (counts.get(manifest.kind) ?? 0) + 1);
  return Object.fromEntries([...counts.entries()].sort(([a], [b]) => byText(a, b)));
}
