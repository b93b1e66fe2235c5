import {
  decideInbound,
  decideOutbound,
  inboundPolicy,
  injectPod,
  outboundPolicy,
  readCluster,
  type ClusterView,
  type InboundPolicy,
  type OutboundPolicy,
  type Pod,
  type ProxyRequest,
} from "../../../../backends/linkerd/interpreter";
import type { Manifest } from "../../../../backends";

interface Extras {
  readonly namespace?: string;
  readonly annotations?: Readonly<Record<string, string>>;
  /** Second in which the object was created. */
  readonly age?: number;
}

/** An object in namespace `shop`. */
export function object(
  apiVersion: string,
  kind: string,
  name: string,
  spec: object,
  extras: Extras = {},
): Manifest {
  const { namespace = "shop", annotations, age } = extras;
  const metadata = {
    name,
    namespace,
    ...(annotations && { annotations }),
    ...(age !== undefined && { creationTimestamp: `2026-01-01T00:00:0${String(age)}Z` }),
  };
  return { apiVersion, kind, metadata, spec };
}

export const server = (name: string, spec: object = {}, extras?: Extras): Manifest =>
  object(
    "policy.linkerd.io/v1beta3",
    "Server",
    name,
    { podSelector: { matchLabels: { app: "cart" } }, port: 8080, proxyProtocol: "HTTP/1", ...spec },
    extras,
  );

export const policy = (
  name: string,
  targetRef: object,
  requiredAuthenticationRefs: object[],
  extras?: Extras,
): Manifest =>
  object(
    "policy.linkerd.io/v1alpha1",
    "AuthorizationPolicy",
    name,
    { targetRef, requiredAuthenticationRefs },
    extras,
  );

export const meshTls = (name: string, spec: object, extras?: Extras): Manifest =>
  object("policy.linkerd.io/v1alpha1", "MeshTLSAuthentication", name, spec, extras);

export const networks = (name: string, ...list: object[]): Manifest =>
  object("policy.linkerd.io/v1alpha1", "NetworkAuthentication", name, { networks: list });

export const route = (
  kind: "HTTPRoute" | "GRPCRoute",
  name: string,
  spec: object,
  extras?: Extras,
): Manifest => object("gateway.networking.k8s.io/v1", kind, name, spec, extras);

export const onServer = (name: string) => ({ group: "policy.linkerd.io", kind: "Server", name });
export const onRoute = (name: string, kind = "HTTPRoute") => ({
  group: "gateway.networking.k8s.io",
  kind,
  name,
});
export const authentication = (kind: string, name: string) => ({ group: "policy.linkerd.io", kind, name });

const shop: Manifest = {
  apiVersion: "v1",
  kind: "Namespace",
  metadata: { name: "shop", annotations: { "linkerd.io/inject": "enabled" } },
};

export const cartPod: Pod = {
  namespace: "shop",
  name: "cart-0",
  labels: { app: "cart" },
  serviceAccount: "cart",
  ports: [{ name: "web", containerPort: 8080 }],
};

const cartService = { namespace: "shop", name: "cart", ports: [{ port: 80, targetPort: 8080 }] };

function cluster(manifests: readonly Manifest[], rest: Partial<ClusterView> = {}) {
  return readCluster({ manifests: [shop, ...manifests], pods: [cartPod], services: [cartService], ...rest });
}

/** Inbound policy of the cart's pod. */
export function inbound(manifests: readonly Manifest[], pod: Pod = cartPod, port = 8080): InboundPolicy {
  const state = cluster(manifests);
  const meshed = injectPod(state, pod);
  if (!meshed) throw new Error("the pod is outside the mesh");
  return inboundPolicy(state, meshed, port);
}

/** Outbound policy of the cart's Service for callers of a namespace. */
export function outbound(
  manifests: readonly Manifest[],
  rest: Partial<ClusterView> = {},
  callers = "shop",
  port = 80,
): OutboundPolicy {
  const found = outboundPolicy(cluster(manifests, rest), callers, { namespace: "shop", name: "cart", port });
  if (!found) throw new Error("no Service");
  return found;
}

export const identity = (name: string, namespace = "shop"): string =>
  `${name}.${namespace}.serviceaccount.identity.linkerd.cluster.local`;

type Request = Partial<ProxyRequest>;

/** What becomes of a request that arrives at the cart. */
export function arrives(
  policyOfPort: InboundPolicy,
  { from, address = "10.0.0.1", ...request }: Request & { from?: string; address?: string } = {},
): string {
  return decideInbound(
    policyOfPort,
    { identity: from, address },
    { method: "GET", path: "/", headers: [], query: [], ...request },
  ).outcome;
}

/** Route that a request to the cart takes, or what else becomes of it. */
export function taken(policyOfPort: OutboundPolicy, request: Request = {}): string {
  const decision = decideOutbound(policyOfPort, {
    method: "GET",
    path: "/",
    headers: [],
    query: [],
    ...request,
  });
  return "route" in decision ? decision.route.replace(/^shop\//, "") : decision.outcome;
}
