import { AnySource, byText, type ResolvedGateway, type ResolvedMesh, type ServiceId } from "../model";
import { isCaller } from "./decide/caller";

/** One service that may call another. */
export interface CallEdge {
  readonly from: ServiceId;
  readonly to: ServiceId;
  /** Ports of the callee, sorted. */
  readonly ports: readonly number[];
}

/** A gateway that leads to a service. */
export interface EntryEdge {
  /** Gateway, `namespace/name`. */
  readonly gateway: string;
  readonly to: ServiceId;
  /** Ports of the service, sorted. */
  readonly ports: readonly number[];
  /** Those of them on which no rule of the service lets the gateway in, sorted. */
  readonly shut: readonly number[];
}

/** Who may call whom, as far as callers are declared services named one by one. */
export interface CallGraph {
  readonly edges: readonly CallEdge[];
  /** Services that callers without any identity may reach, by themselves or through a gateway: the mesh's entry points. */
  readonly entries: readonly ServiceId[];
  /** Where gateways lead, sorted by gateway and service. */
  readonly gateways: readonly EntryEdge[];
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
  const gateways = mesh.gateways.flatMap((gateway) => entryEdges(mesh, gateway));
  for (const { to, ports: led, shut } of gateways) if (shut.length < led.length) entries.add(to);
  return { edges, entries: [...entries].sort(byText), gateways };
}

function entryEdges(
  { services }: ResolvedMesh,
  { id, serviceAccount, routes }: ResolvedGateway,
): EntryEdge[] {
  const led = new Map<ServiceId, Set<number>>();
  for (const { namespace, name, port } of routes.flatMap(({ backends }) => backends)) {
    const to = `${namespace}/${name}`;
    led.set(to, (led.get(to) ?? new Set<number>()).add(port));
  }
  return services.flatMap((service) => {
    const ports = [...(led.get(service.id) ?? [])].sort((a, b) => a - b);
    if (ports.length === 0) return [];
    const shut = ports.filter(
      (port) =>
        !service.rules.some(
          (rule) => rule.ports.includes(port) && isCaller(rule.source, { from: serviceAccount }),
        ),
    );
    return [{ gateway: id, to: service.id, ports, shut }];
  });
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
