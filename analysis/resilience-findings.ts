import {
  HttpMethod,
  Protocol,
  formatDuration,
  joinPath,
  type ResolvedMesh,
  type ResolvedRoute,
  type ResolvedService,
} from "../model";
import type { ServiceId } from "../model";
import { calleesOf, type CallGraph } from "./call-graph";
import type { RawFinding } from "./finding";

/** Requests that one request may become at the end of a call path before it is reported. */
const tolerableAmplification = 10;

/** Retries and timeouts that work against one another along the call paths. */
export function resilienceFindings(mesh: ResolvedMesh, graph: CallGraph): RawFinding[] {
  return [
    ...mesh.services.flatMap((service) => service.routes.flatMap((route) => notIdempotent(service, route))),
    ...inversions(mesh, graph),
    ...amplification(mesh, graph),
  ];
}

const safeMethods: readonly string[] = [
  HttpMethod.Get,
  HttpMethod.Head,
  HttpMethod.Options,
  HttpMethod.Put,
  HttpMethod.Delete,
];

function notIdempotent({ id }: ResolvedService, route: ResolvedRoute): RawFinding[] {
  if (!route.retries || route.protocol === Protocol.Grpc) return [];
  const matches = route.rules.flatMap((rule) => rule.matches);
  const safe =
    matches.length > 0 && matches.every(({ method }) => method !== undefined && safeMethods.includes(method));
  if (safe) return [];
  return [
    {
      code: "retry-not-idempotent",
      path: `${route.path}.retries`,
      message: `route ${route.name} of ${id} retries requests of any method, also those that may not arrive twice`,
      fix: "Retry on a route that matches GET, HEAD, PUT or DELETE only",
    },
  ];
}

function longestTimeout(service: ResolvedService): number | undefined {
  const timeouts = service.routes
    .map(({ requestTimeoutMs }) => requestTimeoutMs)
    .filter((ms) => ms !== undefined);
  return timeouts.length === 0 ? undefined : Math.max(...timeouts);
}

/** A caller that gives up before its callee does wastes the callee's work, and hides why it failed. */
function inversions(mesh: ResolvedMesh, graph: CallGraph): RawFinding[] {
  const timeouts = new Map(mesh.services.map((service) => [service.id, longestTimeout(service)]));
  return graph.edges.flatMap(({ from, to }) => {
    const [caller, callee] = [timeouts.get(from), timeouts.get(to)];
    if (caller === undefined || callee === undefined || callee <= caller) return [];
    return [
      {
        code: "timeout-inversion" as const,
        path: joinPath("services", from, "timeouts"),
        message: `${from} has to answer within ${formatDuration(caller)}, but waits for ${to} up to ${formatDuration(callee)}`,
        fix: `Lower the timeout of ${to}, or raise that of ${from}`,
      },
    ];
  });
}

interface PathCost {
  /** Requests that one request becomes at the far end, at worst. */
  readonly requests: number;
  /** The callee through which it becomes so many. */
  readonly next: ServiceId | undefined;
}

/** Retries multiply along a call path: each level repeats all that lies below it. */
function amplification(mesh: ResolvedMesh, graph: CallGraph): RawFinding[] {
  const callees = calleesOf(graph);
  const attempts = new Map(mesh.services.map((service) => [service.id, 1 + mostRetries(service)]));
  const costs = new Map<ServiceId, PathCost>();
  const cycles: RawFinding[] = [];
  const called = new Set(graph.edges.map(({ to }) => to));
  const roots = mesh.services
    .map(({ id }) => id)
    .filter((id) => !called.has(id) || graph.entries.includes(id));
  for (const root of [...roots, ...mesh.services.map(({ id }) => id)])
    visit(root, { callees, attempts, costs, cycles });
  const excessive = roots.flatMap((root) => {
    const cost = costs.get(root);
    if (!cost || cost.requests <= tolerableAmplification) return [];
    return [
      {
        code: "retry-amplification" as const,
        path: joinPath("services", root),
        message: `one request may become ${String(cost.requests)} along ${worstPath(root, costs).join(" -> ")}`,
        fix: "Retry at one level of the path only, nearest to the caller",
      },
    ];
  });
  return [...excessive, ...cycles];
}

function mostRetries({ routes }: ResolvedService): number {
  return Math.max(0, ...routes.map(({ retries }) => retries?.attempts ?? 0));
}

interface Walk {
  readonly callees: ReadonlyMap<ServiceId, readonly ServiceId[]>;
  readonly attempts: ReadonlyMap<ServiceId, number>;
  readonly costs: Map<ServiceId, PathCost>;
  readonly cycles: RawFinding[];
}

/** Depth first without recursion, so that a long chain of services does not exhaust the stack. */
function visit(root: ServiceId, walk: Walk): void {
  const open = new Set<ServiceId>();
  const stack: ServiceId[] = [root];
  for (let id = stack.at(-1); id !== undefined; id = stack.at(-1)) {
    if (walk.costs.has(id)) {
      stack.pop();
      continue;
    }
    const below = walk.callees.get(id) ?? [];
    if (open.has(id)) {
      walk.costs.set(id, costOf(id, below, walk));
      open.delete(id);
      stack.pop();
      continue;
    }
    open.add(id);
    for (const callee of below) {
      if (open.has(callee)) walk.cycles.push(cycle(id, callee));
      else if (!walk.costs.has(callee)) stack.push(callee);
    }
  }
}

function costOf(id: ServiceId, below: readonly ServiceId[], walk: Walk): PathCost {
  const own = walk.attempts.get(id) ?? 1;
  let worst: { requests: number; next: ServiceId | undefined } = { requests: 1, next: undefined };
  for (const callee of below) {
    const requests = walk.costs.get(callee)?.requests ?? 1;
    if (worst.next === undefined || requests > worst.requests) worst = { requests, next: callee };
  }
  return { requests: own * worst.requests, next: worst.next };
}

/** The path is put together only where it is reported: kept for each service, it would grow with the square of a chain. */
function worstPath(root: ServiceId, costs: ReadonlyMap<ServiceId, PathCost>): ServiceId[] {
  const path: ServiceId[] = [];
  for (let id: ServiceId | undefined = root; id !== undefined; id = costs.get(id)?.next) path.push(id);
  return path;
}

function cycle(from: ServiceId, to: ServiceId): RawFinding {
  return {
    code: "call-cycle",
    path: joinPath("services", to, "allow"),
    message: `${from} may call ${to}, which leads back to it`,
    fix: "Take the rule out if the call does not happen; timeouts and retries cannot be reckoned around a cycle",
  };
}
