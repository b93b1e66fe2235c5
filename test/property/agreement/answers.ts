import { decide, type MeshRequest } from "../../../analysis";
import {
  bypassesProxy,
  decideInbound,
  decideOutbound,
  inboundPolicy,
  injectPod,
  limitOnCaller,
  outboundPolicy,
  serviceAccountIdentity,
  type Cluster,
  type OutboundDecision,
  type ProxyRequest,
  type StatusRange,
} from "../../../backends/linkerd/interpreter";
import type { ResolvedMesh, ResolvedRetries, ResolvedService } from "../../../model";
import { podIn } from "./workloads";

/** What becomes of a request, in words that both sides can be put into. */
export interface Answer {
  readonly allowed: boolean;
  /** Nothing when nothing is declared for it. */
  readonly route: RouteAnswer | undefined;
  readonly breaker: string | undefined;
  readonly limits: { readonly total: number | undefined; readonly caller: number | undefined } | undefined;
}

interface RouteAnswer {
  readonly name: string;
  readonly backends: readonly string[];
  readonly requestTimeoutMs: number | undefined;
  readonly idleTimeoutMs: number | undefined;
  readonly retry: string | undefined;
}

/** The definition's answer. */
export function modelAnswer(mesh: ResolvedMesh, request: MeshRequest): Answer {
  const { access, route, circuitBreaking, rateLimit } = decide(mesh, request);
  return {
    allowed: access.allowed,
    route: route && {
      name: route.name,
      backends: route.backends
        .map(({ service, port, weight, access: there }) => backendText(service, port, weight, there.allowed))
        .sort(),
      requestTimeoutMs: route.requestTimeoutMs,
      idleTimeoutMs: route.idleTimeoutMs,
      retry: route.retries && modelRetry(route.retries),
    },
    breaker:
      circuitBreaking &&
      breakerText(
        circuitBreaking.consecutiveFailures,
        circuitBreaking.ejectionMinMs,
        circuitBreaking.ejectionMaxMs,
      ),
    limits: rateLimit,
  };
}

/** Linkerd's answer: that of the callee's proxy, and that of the caller's if it has one. */
export function linkerdAnswer(mesh: ResolvedMesh, cluster: Cluster, request: MeshRequest): Answer {
  const service = serviceOf(mesh, request.to);
  const declared = service.ports.find(({ port }) => port === request.port);
  const container = declared?.targetPort ?? request.port;
  const outbound = request.from && outboundAnswer(mesh, cluster, service, request, request.from.namespace);
  return {
    allowed: isLetIn(mesh, cluster, service, container, request),
    route: outbound?.route,
    breaker: outbound?.breaker,
    limits: limitsOf(mesh, cluster, service, container, request),
  };
}

function isLetIn(
  mesh: ResolvedMesh,
  cluster: Cluster,
  service: ResolvedService,
  container: number,
  request: MeshRequest,
): boolean {
  const pod = injectPod(cluster, podIn(mesh, service));
  if (!pod || bypassesProxy(cluster, pod, container)) return true;
  const client = { identity: identityOf(cluster, request), address: request.sourceAddress ?? "" };
  return decideInbound(inboundPolicy(cluster, pod, container), client, asSent(request)).outcome === "allowed";
}

function limitsOf(
  mesh: ResolvedMesh,
  cluster: Cluster,
  service: ResolvedService,
  container: number,
  request: MeshRequest,
): Answer["limits"] {
  const pod = injectPod(cluster, podIn(mesh, service));
  const protocol = pod && inboundPolicy(cluster, pod, container).protocol;
  const limit = protocol && "rateLimit" in protocol ? protocol.rateLimit : undefined;
  if (!limit) return undefined;
  const caller = limitOnCaller(limit, identityOf(cluster, request));
  if (caller?.shared) throw new Error(`${limit.name} lets several callers share a limit of their own`);
  return { total: limit.total, caller: caller?.requestsPerSecond };
}

function outboundAnswer(
  mesh: ResolvedMesh,
  cluster: Cluster,
  { namespace, name }: ResolvedService,
  request: MeshRequest,
  callerNamespace: string,
): Pick<Answer, "route" | "breaker"> {
  const policy = outboundPolicy(cluster, callerNamespace, { namespace, name, port: request.port });
  if (!policy) throw new Error(`no Service ${namespace}/${name}`);
  const decision = decideOutbound(policy, asSent(request));
  const breaker = "breaker" in policy ? policy.breaker : undefined;
  return {
    route: routeAnswer(mesh, cluster, decision, request),
    breaker: breaker && breakerText(breaker.maxFailures, breaker.minPenalty, breaker.maxPenalty),
  };
}

function routeAnswer(
  mesh: ResolvedMesh,
  cluster: Cluster,
  decision: OutboundDecision,
  request: MeshRequest,
): RouteAnswer | undefined {
  switch (decision.outcome) {
    case "no-route":
      throw new Error("a request matches no route and is answered with 404");
    case "opaque":
    case "refused":
      return undefined;
    case "http":
    case "grpc": {
      if (decision.route === "default") return undefined;
      const { backends, timeouts, retry } = decision.rule;
      return {
        name: decision.route.replace(/^.*\.out\./, ""),
        backends: backends
          .map((backend) => {
            const id = `${backend.namespace}/${backend.name}`;
            const there = serviceOf(mesh, id);
            const container = there.ports.find(({ port }) => port === backend.port)?.targetPort ?? 0;
            return backendText(
              id,
              backend.port,
              backend.weight,
              isLetIn(mesh, cluster, there, container, request),
            );
          })
          .sort(),
        requestTimeoutMs: timeouts.request,
        idleTimeoutMs: timeouts.idle,
        retry: retry && retryText(retry.limit, retry.timeout, conditionsOf(retry.conditions ?? [])),
      };
    }
  }
}

function serviceOf(mesh: ResolvedMesh, id: string): ResolvedService {
  const service = mesh.services.find((candidate) => candidate.id === id);
  if (!service) throw new Error(`no service ${id}`);
  return service;
}

function identityOf({ settings }: Cluster, { from }: MeshRequest): string | undefined {
  return from && serviceAccountIdentity(settings, from.namespace, from.name);
}

/** A gRPC call as it goes over the wire. */
export function asSent({ method, path, grpc, headers = [], query = [] }: MeshRequest): ProxyRequest {
  if (grpc) return { method: "POST", path: `/${grpc.service}/${grpc.method}`, headers, query };
  return { method: method ?? "GET", path: path ?? "/", headers, query };
}

function backendText(id: string, port: number, weight: number, letsIn: boolean): string {
  return `${id}:${String(port)} weight ${String(weight)} ${letsIn ? "allowed" : "denied"}`;
}

function breakerText(failures: number, minMs: number, maxMs: number): string {
  return `${String(failures)} failures, ${String(minMs)}-${String(maxMs)} ms`;
}

function retryText(attempts: number, perTryMs: number | undefined, conditions: readonly string[]): string {
  return `${String(attempts)} times, each ${String(perTryMs)} ms, on ${conditions.join(" ")}`;
}

function modelRetry({ attempts, perTryTimeoutMs, on, statusCodes }: ResolvedRetries): string {
  const ranges: Readonly<Record<string, StatusRange>> = {
    "5xx": { min: 500, max: 599 },
    "gateway-error": { min: 502, max: 504 },
  };
  const conditions = [
    ...on.map((condition) => ranges[condition] ?? condition),
    ...statusCodes.map((code) => ({ min: code, max: code })),
  ];
  return retryText(attempts, perTryTimeoutMs, conditionsOf(conditions));
}

/** Statuses one by one, so that ranges which overlap are equal to their sum. */
function conditionsOf(conditions: readonly (StatusRange | string)[]): string[] {
  const single = conditions.flatMap((condition) =>
    typeof condition === "string"
      ? [condition]
      : Array.from({ length: condition.max - condition.min + 1 }, (_, i) => String(condition.min + i)),
  );
  return [...new Set(single)].sort();
}
