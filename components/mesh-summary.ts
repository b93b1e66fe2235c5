import { callGraph } from "../analysis";
import { annotationsIn, type RenderedMesh } from "../backends";
import type { ResolvedMesh } from "../model";
import { countByKind } from "../report";

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
export function callGraphOf(mesh: ResolvedMesh): CallGraphEdge[] {
  return callGraph(mesh).edges.map(({ from, to, ports }) => ({ from, to, ports: [...ports] }));
}

/** How many objects of injection and policy there are: key is the kind, value the number. */
export function objectCountsOf({ objects }: RenderedMesh): Record<string, number> {
  return Object.fromEntries(countByKind(objects));
}

/** Annotations that the pods of each service need: key is the service. Services that need none are left out. */
export function workloadAnnotationsOf(mesh: ResolvedMesh): Record<string, Record<string, string>> {
  const all = mesh.services.map(({ id }) => [id, annotationsIn(mesh, id)] as const);
  return Object.fromEntries(all.filter(([, annotations]) => Object.keys(annotations).length > 0));
}
