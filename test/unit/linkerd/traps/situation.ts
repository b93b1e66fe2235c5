import assert from "node:assert/strict";
import { decide, type MeshRequest } from "../../../../analysis";
import { checkMesh, renderMesh, type Manifest } from "../../../../backends";
import {
  decideInbound,
  decideOutbound,
  inboundPolicy,
  injectPod,
  outboundPolicy,
  readCluster,
  redirect,
  serviceAccountIdentity,
  type Breaker,
  type Cluster,
  type InboundPolicy,
  type OutboundDecision,
  type OutboundPolicy,
  type ProxyRequest,
  type RateLimit,
} from "../../../../backends/linkerd/interpreter";
import { traps } from "../../../../backends/linkerd/traps";
import { formatProblem, type MeshDefinition, type ResolvedMesh } from "../../../../model";
import { clusterOf, podIn } from "../../../property/agreement/workloads";
import { specOf } from "../rendered";

/** Where the table says that a definition is refused. */
export function refusedAt(id: string): string {
  const prevention = traps.find((trap) => trap.id === id)?.prevention;
  assert.ok(prevention?.kind === "refused", `${id} is not among the traps that are refused`);
  return prevention.at;
}

/** Asserts that an input is refused, among other things at a place and there with these words. */
export function assertRefused(input: unknown, at: string, ...words: readonly RegExp[]): void {
  const problems = checkMesh(input);
  const here = problems.filter(({ path }) => path === at).map(formatProblem);
  assert.notEqual(here.length, 0, `nothing at ${at}, but: ${problems.map(formatProblem).join("\n")}`);
  for (const word of words)
    assert.ok(
      here.some((text) => word.test(text)),
      `${String(word)} in ${here.join("\n")}`,
    );
}

export function referencesOf(policy: Manifest): { kind: string; name: string }[] {
  return specOf(policy)["requiredAuthenticationRefs"] as { kind: string; name: string }[];
}

interface Situation {
  readonly mesh: ResolvedMesh;
  readonly cluster: Cluster;
}

function situationOf(definition: MeshDefinition): Situation {
  const { mesh, objects } = renderMesh(definition);
  return { mesh, cluster: readCluster(clusterOf(mesh, objects)) };
}

interface Caller extends Partial<Omit<ProxyRequest, "host">> {
  /** Service account. */
  readonly from?: string;
  readonly namespace?: string;
  readonly address?: string;
  /** Container port or port of the service. */
  readonly port?: number;
}

function policyOf({ mesh, cluster }: Situation, port: number): InboundPolicy {
  const cart = mesh.services.find(({ name }) => name === "cart");
  const pod = cart && injectPod(cluster, podIn(mesh, cart));
  assert.ok(pod);
  const declared = cart.ports.find((candidate) => candidate.port === port);
  return inboundPolicy(cluster, pod, declared?.targetPort ?? port);
}

/** What becomes of a request to the cart, as the proxy of its pod reads what is rendered. */
export function arrives(
  definition: MeshDefinition,
  { from, namespace = "shop", address = "10.0.0.1", port = 80, ...request }: Caller,
): string {
  const situation = situationOf(definition);
  const { settings } = situation.cluster;
  const identity = from === undefined ? undefined : serviceAccountIdentity(settings, namespace, from);
  const whole = { method: "GET", path: "/", headers: [], query: [], ...request };
  return decideInbound(policyOf(situation, port), { identity, address }, whole).outcome;
}

/** The limit on the cart's port. */
export function limitOf(definition: MeshDefinition, port = 80): RateLimit | undefined {
  const { protocol } = policyOf(situationOf(definition), port);
  return "rateLimit" in protocol ? protocol.rateLimit : undefined;
}

function outboundOf(definition: MeshDefinition, port: number): OutboundPolicy {
  const { cluster } = situationOf(definition);
  const policy = outboundPolicy(cluster, "shop", { namespace: "shop", name: "cart", port });
  assert.ok(policy);
  return policy;
}

function decisionOn(definition: MeshDefinition, request: Partial<ProxyRequest>, port = 80): OutboundDecision {
  const whole = { method: "GET", path: "/", headers: [], query: [], ...request };
  return decideOutbound(outboundOf(definition, port), whole);
}

/** Name of the route that a call to the cart takes, as the caller's proxy reads what is rendered. */
export function leaves(definition: MeshDefinition, request: Partial<ProxyRequest>): string {
  const decision = decisionOn(definition, request);
  return "route" in decision ? decision.route.replace(/^.*\.out\./, "") : decision.outcome;
}

/** How often a failed call to the cart is tried again. */
export function retriesOf(definition: MeshDefinition, request: Partial<ProxyRequest>): number | undefined {
  const decision = decisionOn(definition, request);
  return "rule" in decision ? decision.rule.retry?.limit : undefined;
}

/** How callers take a port of the cart. */
export function outboundKind(definition: MeshDefinition, port: number): string {
  return outboundOf(definition, port).kind;
}

export function breakerOf(definition: MeshDefinition): Breaker | undefined {
  const policy = outboundOf(definition, 80);
  return "breaker" in policy ? policy.breaker : undefined;
}

/** What a call to the cart is answered with instead of going there; the definition and Linkerd say the same. */
export function redirectOf(definition: MeshDefinition, port: number, path: string): string | undefined {
  const host = port === 80 ? "cart.shop" : `cart.shop:${String(port)}`;
  const request = { method: "GET", path, host, headers: [], query: [] };
  const decision = decisionOn(definition, request, port);
  assert.ok(decision.outcome === "http");
  const filter = decision.rule.filters.find(({ type }) => type === "RequestRedirect")?.requestRedirect;
  const answer = filter && redirect(filter, decision.rule.matches, request);
  const asked: MeshRequest = { from: { namespace: "shop", name: "web" }, to: "shop/cart", port, path };
  assert.deepEqual(answer, decide(renderMesh(definition).mesh, asked).route?.redirect);
  return answer && `${String(answer.status)} ${answer.location}`;
}
