import {
  AccessMode,
  DefaultAccess,
  Injection,
  ProbeType,
  carriesRequests,
  childPath,
  inPortRanges,
  type JwtRequirement,
  type ResolvedMesh,
  type ResolvedNamespace,
  type ResolvedPort,
  type ResolvedRule,
  type ResolvedService,
} from "../../model";
import { isCaller } from "./caller";
import { ownerOf } from "./owner";
import { matchesRequest } from "./match";
import { contentOf, type MeshRequest, type ProvenToken, type RequestContent } from "./request";

/** What settled whether a request is let in. */
export const AccessGround = {
  /** A rule lets it in. */
  Rule: "rule",
  /** It is a declared kubelet probe. */
  Probe: "probe",
  /** A rule denies it, whatever lets it in. */
  Denial: "denial",
  /** It would be refused, but nothing is: rules are being tried out. */
  Audit: "audit",
  /** No rule and no probe lets it in. */
  NoRule: "no-rule",
  /** The port is no service's, so the namespace's default holds. */
  NamespaceDefault: "namespace-default",
  /** The callee has no proxy that could refuse it, or the port goes around it. */
  NotEnforced: "not-enforced",
} as const;
export type AccessGround = (typeof AccessGround)[keyof typeof AccessGround];

/** A rule that was looked at and does not let the request in. */
export interface RefusedBy {
  /** Where the rule is written. */
  readonly path: string;
  /** What of it does not fit; of several things the first of `caller`, `token`, `request`. */
  readonly because: "caller" | "token" | "request";
}

/** Whether a request is let in, and by what. */
export interface AccessDecision {
  readonly allowed: boolean;
  readonly ground: AccessGround;
  /** Where that is written in the definition. */
  readonly path: string;
  /** Rules for the port that do not let it in; empty when it is allowed. */
  readonly refusedBy: readonly RefusedBy[];
}

/** Decides whether a service lets a request in. Where rules are tried out, everything that would be refused is let in. */
export function decideAccess(
  mesh: ResolvedMesh,
  service: ResolvedService,
  request: MeshRequest,
): AccessDecision {
  const namespace = mesh.namespaces.find(({ name }) => name === service.namespace);
  if (service.injection === Injection.Disabled)
    return allowed(AccessGround.NotEnforced, injectionPath(service, namespace));
  const target = service.ports.find(({ port }) => port === request.port)?.targetPort ?? request.port;
  const bypass = service.definition.proxy?.bypass?.inboundPorts;
  if (inPortRanges(bypass ?? namespace?.proxy.bypass?.inboundPorts ?? [], target))
    return allowed(AccessGround.NotEnforced, bypassPath(service, namespace));
  const owned = ownerOf(mesh, service, request.port);
  const decision = owned
    ? decidePort(owned.service, owned.port, request)
    : decideUndeclared(namespace, request);
  const mode = owned ? owned.service.accessMode : namespace?.accessMode;
  return decision.allowed || mode !== AccessMode.Audit
    ? decision
    : { ...decision, allowed: true, ground: AccessGround.Audit };
}

function injectionPath(service: ResolvedService, namespace: ResolvedNamespace | undefined): string {
  const home = service.definition.injection === undefined && namespace ? namespace.path : service.path;
  return childPath(home, "injection");
}

function bypassPath(service: ResolvedService, namespace: ResolvedNamespace | undefined): string {
  const own = service.definition.proxy?.bypass?.inboundPorts !== undefined;
  return childPath(own || !namespace ? service.path : namespace.path, "proxy", "bypass", "inboundPorts");
}

function decidePort(service: ResolvedService, port: ResolvedPort, request: MeshRequest): AccessDecision {
  const content = carriesRequests(port.protocol) ? contentOf(request) : undefined;
  const isFor = (candidate: ResolvedRule): boolean => candidate.ports.includes(port.port);
  const takes = (candidate: ResolvedRule): boolean => refusal(candidate, request, content) === undefined;
  const probe = content && isProbe(service, port, content);
  const denial = probe === true ? undefined : service.denials.filter(isFor).find(takes);
  if (denial) return { allowed: false, ground: AccessGround.Denial, path: denial.path, refusedBy: [] };
  const rules = service.rules.filter(isFor);
  const rule = rules.find(takes);
  if (rule) return allowed(AccessGround.Rule, rule.path);
  if (probe === true) return allowed(AccessGround.Probe, childPath(service.path, "probes"));
  const refusedBy = rules.map((candidate) => ({
    path: candidate.path,
    because: refusal(candidate, request, content) ?? "request",
  }));
  return {
    allowed: false,
    ground: AccessGround.NoRule,
    path: childPath(service.path, "allow"),
    refusedBy,
  };
}

function refusal(
  rule: ResolvedRule,
  request: MeshRequest,
  content: RequestContent | undefined,
): RefusedBy["because"] | undefined {
  if (!isCaller(rule.source, request)) return "caller";
  if (rule.jwt && !satisfies(request.token, rule.jwt)) return "token";
  if (rule.requests === undefined) return undefined;
  return content && rule.requests.some((wanted) => matchesRequest(wanted, content)) ? undefined : "request";
}

/** Of a claim that is a list, one entry is enough. */
function satisfies(token: ProvenToken | undefined, { provider, claims = [] }: JwtRequirement): boolean {
  if (token?.provider !== provider) return false;
  return claims.every(({ name, values }) => {
    const given = token.claims?.[name] ?? [];
    return (typeof given === "string" ? [given] : given).some((value) => values.includes(value));
  });
}

/** The kubelet proves nothing and may have any address: whoever asks what a probe asks is let in. */
function isProbe(service: ResolvedService, port: ResolvedPort, content: RequestContent): boolean {
  return service.probes.some(({ type, targetPort, path }) => {
    if (targetPort !== port.targetPort) return false;
    if (type === ProbeType.Http) return content.method === "GET" && content.path === path;
    return content.grpc?.service === "grpc.health.v1.Health" && content.grpc.method === "Check";
  });
}

function decideUndeclared(namespace: ResolvedNamespace | undefined, request: MeshRequest): AccessDecision {
  const access = namespace?.defaultAccess ?? DefaultAccess.Deny;
  const path = namespace ? childPath(namespace.path, "defaultAccess") : "";
  const open = access === DefaultAccess.All || (access === DefaultAccess.Mesh && request.from !== undefined);
  return { allowed: open, ground: AccessGround.NamespaceDefault, path, refusedBy: [] };
}

function allowed(ground: AccessGround, path: string): AccessDecision {
  return { allowed: true, ground, path, refusedBy: [] };
}
