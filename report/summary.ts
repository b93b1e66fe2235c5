import { callGraph, type Finding } from "../analysis";
import type { RenderedObject } from "../backends";
import { byText, type ResolvedMesh } from "../model";

/** How many objects there are of each kind, sorted by kind. */
export function countByKind(objects: readonly RenderedObject[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { manifest, ownership } of objects) {
    const kind = ownership === "patch" ? `${manifest.kind} (patch)` : manifest.kind;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return new Map([...counts.entries()].sort(([a], [b]) => byText(a, b)));
}

/** Who may call whom, one caller a line, entry points first. */
export function callGraphLines(mesh: ResolvedMesh): string[] {
  const { edges, entries, gateways } = callGraph(mesh);
  const callees = new Map<string, string[]>();
  for (const { from, to, ports } of edges) {
    callees.set(from, [...(callees.get(from) ?? []), `${to}:${ports.join(",")}`]);
  }
  return [
    `entry points: ${entries.join(", ") || "none"}`,
    ...gateways.map(({ gateway, to, ports }) => `gateway ${gateway} -> ${to}:${ports.join(",")}`),
    ...[...callees.entries()].map(([from, targets]) => `${from} -> ${targets.join(", ")}`),
  ];
}

/** A finding as one line. */
export function findingLine({ severity, code, path, message, fix }: Finding): string {
  return `${severity} ${code} ${path}: ${message}. ${fix}.`;
}
