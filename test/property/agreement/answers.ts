import { decide, type MeshRequest } from "../../../analysis";
import {
  balancingOf,
  bypassesProxy,
  decideInbound,
  decideOutbound,
  headersAfter,
  inboundPolicy,
  injectPod,
  limitOnCaller,
  outboundPolicy,
  redirect as redirectOf,
  serviceAccountIdentity,
  type Balancing,
  type Breaker,
  type Cluster,
  type OutboundBackend,
  type OutboundDecision,
  type ProxyRequest,
  type Retry,
  type StatusRange,
} from "../../../backends/linkerd/interpreter";
import type {
  HeaderChanges,
  ResolvedCircuitBreaking,
  ResolvedLoadBalancing,
  ResolvedMesh,
  ResolvedRetries,
  ResolvedService,
} from "../../../model";
import { podIn } from "./workloads";

/** What becomes of a request, in words that both sides can be put into. */
export interface Answer {
  readonly allowed: boolean;
  /** Nothing when nothing is declared for it. */
  readonly route: RouteAnswer | undefined;
  readonly breaker: Breaker | undefined;
  /** Nothing where the caller has no proxy. */
  readonly balancing: Balancing | undefined;
  readonly limits: { readonly total: number | undefined; readonly caller: number | undefined } | undefined;
}

interface RouteAnswer {
  readonly name: string;
  readonly backends: readonly string[];
  readonly requestTimeoutMs: number | undefined;
  readonly responseTimeoutMs: number | undefined;
  readonly idleTimeoutMs: number | undefined;
  readonly retry: string | undefined;
  readonly redirect: string | undefined;
  /** Headers that the callee gets, and those that the caller gets for a response with `responseHeaders`. */
  readonly requestHeaders: readonly string[];
  readonly responseHeaders: readonly string[];
}

const responseHeaders = [
  { name: "x", value: "1" },
  { name: "x-y", value: "2" },
  { name: "server", value: "s" },
];

/** The definition's answer. */
export function modelAnswer(mesh: ResolvedMesh, request: MeshRequest): Answer {
  const { access, route, circuitBreaking, loadBalancing, rateLimit } = decide(mesh, request);
  const called = serviceOf(mesh, request.to).ports.some(({ port }) => port === request.port);
  return {
    allowed: access.allowed,
    route: route && {
      name: route.name,
      backends: route.backends
        .map(({ service, port, weight, access: there }) => backendText(service, port, weight, there.allowed))
        .sort(),
      requestTimeoutMs: route.requestTimeoutMs,
      responseTimeoutMs: route.responseTimeoutMs,
      idleTimeoutMs: route.idleTimeoutMs,
      retry: route.retries && modelRetry(route.retries),
      redirect: route.redirect && `${String(route.redirect.status)} ${route.redirect.location}`,
      requestHeaders: changed(request.headers ?? [], route.requestHeaders),
      responseHeaders: changed(responseHeaders, route.responseHeaders),
    },
    breaker: circuitBreaking && breakerOf(circuitBreaking),
    balancing: request.from && called ? balancingIn(loadBalancing) : undefined,
    limits: rateLimit,
  };
}

function breakerOf(policy: ResolvedCircuitBreaking): Breaker {
  const { successRate } = policy;
  return {
    maxFailures: policy.consecutiveFailures,
    minPenalty: policy.ejectionMinMs,
    maxPenalty: policy.ejectionMaxMs,
    jitter: policy.ejectionJitterPercent / 100,
    successRate: successRate && {
      threshold: successRate.threshold / 100,
      window: successRate.windowMs,
      minRequests: successRate.minRequests,
    },
    honorsRetryAfter: policy.honorRetryAfter,
  };
}

function balancingIn(policy: ResolvedLoadBalancing | undefined): Balancing {
  const penalty = policy?.failurePenalty;
  return {
    near: policy?.locality ?? "any",
    penalty: penalty && { duration: penalty.durationMs, maxRetryAfter: penalty.maxRetryAfterMs },
  };
}

type Headers = readonly { readonly name: string; readonly value: string }[];

/** What the definition says of changes, header by header: taken out, replaced, or given one more value. */
function changed(headers: Headers, { set = [], add = [], remove = [] }: HeaderChanges = {}): string[] {
  const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
  const isReplaced = (name: string): boolean =>
    remove.some((other) => same(other, name)) || set.some((other) => same(other.name, name));
  return headerTexts([...headers.filter(({ name }) => !isReplaced(name)), ...set, ...add]);
}

function headerTexts(headers: Headers): string[] {
  return headers.map(({ name, value }) => `${name.toLowerCase()}: ${value}`).sort();
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
    balancing: outbound && declared ? balancingOf(cluster, service) : undefined,
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
  return { route: routeAnswer(mesh, cluster, decision, request), breaker };
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
    case "refused":
      return undefined;
    case "opaque":
      return (
        decision.connections && {
          name: nameOf(decision.connections.name),
          backends: backendsIn(mesh, cluster, decision.connections.backends, request),
          requestTimeoutMs: undefined,
          responseTimeoutMs: undefined,
          idleTimeoutMs: undefined,
          retry: undefined,
          redirect: undefined,
          requestHeaders: headerTexts(request.headers ?? []),
          responseHeaders: headerTexts(responseHeaders),
        }
      );
    case "http":
    case "grpc": {
      if (decision.route === "default") return undefined;
      const { backends, timeouts, retry, filters } = decision.rule;
      const filter = filters.find(({ requestRedirect }) => requestRedirect !== undefined)?.requestRedirect;
      const answer =
        filter && decision.outcome === "http"
          ? redirectOf(filter, decision.rule.matches, asSent(request))
          : undefined;
      return {
        name: nameOf(decision.route),
        backends: answer ? [] : backendsIn(mesh, cluster, backends, request),
        requestTimeoutMs: timeouts.request,
        responseTimeoutMs: timeouts.response,
        idleTimeoutMs: timeouts.idle,
        retry: retry && linkerdRetry(retry),
        redirect: answer && `${String(answer.status)} ${answer.location}`,
        requestHeaders: headerTexts(headersAfter(request.headers ?? [], filters, "requestHeaderModifier")),
        responseHeaders: headerTexts(headersAfter(responseHeaders, filters, "responseHeaderModifier")),
      };
    }
  }
}

function nameOf(route: string): string {
  return route.replace(/^.*\.out\./, "");
}

function backendsIn(
  mesh: ResolvedMesh,
  cluster: Cluster,
  backends: readonly OutboundBackend[],
  request: MeshRequest,
): string[] {
  return backends
    .map((backend) => {
      const id = `${backend.namespace}/${backend.name}`;
      const there = serviceOf(mesh, id);
      const container = there.ports.find(({ port }) => port === backend.port)?.targetPort ?? 0;
      return backendText(id, backend.port, backend.weight, isLetIn(mesh, cluster, there, container, request));
    })
    .sort();
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
export function asSent({
  method,
  path,
  grpc,
  headers = [],
  query = [],
  to,
  port,
}: MeshRequest): ProxyRequest {
  const [namespace = "", name = ""] = to.split("/");
  const host = port === 80 ? `${name}.${namespace}` : `${name}.${namespace}:${String(port)}`;
  if (grpc) return { method: "POST", path: `/${grpc.service}/${grpc.method}`, host, headers, query };
  return { method: method ?? "GET", path: path ?? "/", host, headers, query };
}

function backendText(id: string, port: number, weight: number, letsIn: boolean): string {
  return `${id}:${String(port)} weight ${String(weight)} ${letsIn ? "allowed" : "denied"}`;
}

/** Retries as Linkerd has them. */
export function linkerdRetry({ limit, timeout, conditions = [] }: Retry<StatusRange | string>): string {
  return retryText(limit, timeout, conditionsOf(conditions));
}

function retryText(attempts: number, perTryMs: number | undefined, conditions: readonly string[]): string {
  return `${String(attempts)} times, each ${String(perTryMs)} ms, on ${conditions.join(" ")}`;
}

/** Retries as the definition has them. */
export function modelRetry({ attempts, perTryTimeoutMs, on, statusCodes }: ResolvedRetries): string {
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
