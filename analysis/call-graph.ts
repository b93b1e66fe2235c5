import { AnySource, byText, type ResolvedMesh, type ServiceId } from "../model";

/** One service that may call another. */
export interface CallEdge {
  readonly from: ServiceId;
  readonly to: ServiceId;
  /** Ports of the callee, sorted. */
  readonly ports: readonly number[];
}

/** Who may call whom, as far as callers are declared services named one by one. */
export interface CallGraph {
  readonly edges: readonly CallEdge[];
  /** Services that callers without any identity may reach: the mesh's entry points. */
  readonly entries: readonly ServiceId[];
}

/** Derives the call graph from the access rules, sorted by caller and callee. */
export function callGraph(mesh: ResolvedMesh): CallGraph {
  const ports = new Map<string, Set<number>>();
  const entries = new Set<ServiceId>();
  for (const service of mesh.services) {
    for (const rule of service.rules) {
      if (rule.source.any === AnySource.Anyone) entries.add(service.id);
      for (const from of rule.source.services) {
        const key = `${from} ${service.id}`;
        const known = ports.get(key) ?? new Set<number>();
        rule.ports.forEach((port) => known.add(port));
        ports.set(key, known);
      }
    }
  }
  const edges = [...ports.entries()]
    .sort(([a], [b]) => byText(a, b))
    .map(([key, numbers]) => {
      const [from = "", to = ""] = key.split(" ");
      return { from, to, ports: [...numbers].sort((a, b) => a - b) };
    });
  return { edges, entries: [...entries].sort(byText) };
}

/** Callees of each service. */
export function calleesOf(graph: CallGraph): ReadonlyMap<ServiceId, readonly ServiceId[]> {
  const callees = new Map<ServiceId, ServiceId[]>();
  for (const { from, to } of graph.edges) {
    const list = callees.get(from);
    if (list) list.push(to);
    else callees.set(from, [to]);
  }
  return callees;
}
