import assert from "node:assert/strict";
import { injectPod, readCluster } from "../../../../backends/linkerd/interpreter";
import {
  arrives,
  authentication,
  cartPod,
  identity,
  inbound,
  meshTls,
  networks,
  object,
  onRoute,
  onServer,
  policy,
  route,
  server,
} from "./objects";

const web = identity("web");
const webClients = meshTls("web", { identityRefs: [{ kind: "ServiceAccount", name: "web" }] });
const fromWeb = [authentication("MeshTLSAuthentication", "web")];

describe("the Server of a port, as Linkerd finds it", () => {
  it("is the oldest, and of the same age the first by name", () => {
    assert.equal(inbound([server("b", {}, { age: 1 }), server("a", {}, { age: 2 })]).name, "b");
    assert.equal(inbound([server("b", {}, { age: 1 }), server("a", {}, { age: 1 })]).name, "a");
  });

  it("may name the port", () => {
    assert.equal(inbound([server("a", { port: "web" })]).name, "a");
    assert.equal(inbound([server("a", { port: "admin" })]).name, "all-unauthenticated");
  });

  it("selects pods by labels and expressions", () => {
    const expression = (operator: string, values?: string[]) => ({
      podSelector: { matchExpressions: [{ key: "app", operator, ...(values && { values }) }] },
    });
    assert.equal(inbound([server("a", expression("In", ["cart", "web"]))]).name, "a");
    assert.equal(inbound([server("a", expression("DoesNotExist"))]).isDefault, true);
  });

  it("denies unless it says otherwise", () => {
    assert.equal(arrives(inbound([server("a")]), { from: web }), "denied");
    assert.equal(
      arrives(inbound([server("a", { accessPolicy: "all-authenticated" })]), { from: web }),
      "allowed",
    );
    assert.equal(arrives(inbound([server("a", { accessPolicy: "all-authenticated" })])), "denied");
  });
});

describe("a port without a Server, as Linkerd treats it", () => {
  it("has the policy of the pod, then that of the control plane", () => {
    const denying = { ...cartPod, annotations: { "config.linkerd.io/default-inbound-policy": "deny" } };
    assert.equal(arrives(inbound([])), "allowed");
    assert.equal(arrives(inbound([], denying)), "denied");
  });

  it("may be for callers of the cluster alone", () => {
    const policyName = "cluster-unauthenticated";
    const pod = { ...cartPod, annotations: { "config.linkerd.io/default-inbound-policy": policyName } };
    assert.equal(arrives(inbound([], pod), { address: "10.1.2.3" }), "allowed");
    assert.equal(arrives(inbound([], pod), { address: "8.8.8.8" }), "denied");
  });
});

describe("authorizations, as Linkerd reads them", () => {
  const deny = server("a");

  it("are added up, but all references of one must hold", () => {
    const office = networks("office", { cidr: "192.168.0.0/16", except: ["192.168.7.0/24"] });
    const both = [...fromWeb, authentication("NetworkAuthentication", "office")];
    const policyOfPort = inbound([deny, webClients, office, policy("p", onServer("a"), both)]);
    assert.equal(arrives(policyOfPort, { from: web, address: "192.168.1.1" }), "allowed");
    assert.equal(arrives(policyOfPort, { from: web, address: "192.168.7.1" }), "denied");
    assert.equal(arrives(policyOfPort, { from: web }), "denied");
    assert.equal(arrives(policyOfPort, { address: "192.168.1.1" }), "denied");
    const added = inbound([
      deny,
      webClients,
      policy("p", onServer("a"), both),
      policy("q", onServer("a"), fromWeb),
    ]);
    assert.equal(arrives(added, { from: web }), "allowed");
  });

  it("with no references let everyone in", () => {
    assert.equal(arrives(inbound([deny, policy("p", onServer("a"), [])])), "allowed");
  });

  it("count for nothing when a reference leads nowhere, or two are of one kind", () => {
    const missing = [authentication("MeshTLSAuthentication", "nobody")];
    assert.equal(arrives(inbound([deny, policy("p", onServer("a"), missing)]), { from: web }), "denied");
    const twice = [...fromWeb, ...fromWeb];
    assert.equal(
      arrives(inbound([deny, webClients, policy("p", onServer("a"), twice)]), { from: web }),
      "denied",
    );
  });

  it("of the namespace hold for each of its Servers", () => {
    const target = { kind: "Namespace", name: "shop" };
    assert.equal(
      arrives(inbound([deny, webClients, policy("p", target, fromWeb)]), { from: web }),
      "allowed",
    );
  });

  it("compare identities whole, by suffix, or not at all", () => {
    const with_ = (spec: object) =>
      inbound([
        deny,
        meshTls("m", spec),
        policy("p", onServer("a"), [authentication("MeshTLSAuthentication", "m")]),
      ]);
    assert.equal(arrives(with_({ identities: ["*"] }), { from: identity("x", "other") }), "allowed");
    assert.equal(arrives(with_({ identities: ["*"] })), "denied");
    assert.equal(arrives(with_({ identities: [web] }), { from: web }), "allowed");
    assert.equal(arrives(with_({ identities: [web] }), { from: `x-${web}` }), "denied");
    const namespace = with_({ identityRefs: [{ kind: "Namespace", name: "shop" }] });
    assert.equal(arrives(namespace, { from: web }), "allowed");
    assert.equal(arrives(namespace, { from: identity("web", "e-shop") }), "denied");
  });

  it("may name a service account outright, of the policy's namespace unless another is named", () => {
    const refs = [{ kind: "ServiceAccount", name: "web" }];
    assert.equal(arrives(inbound([deny, policy("p", onServer("a"), refs)]), { from: web }), "allowed");
    assert.equal(
      arrives(inbound([deny, policy("p", onServer("a"), refs)]), { from: identity("web", "other") }),
      "denied",
    );
  });

  it("always let in what comes from the pod itself", () => {
    assert.equal(arrives(inbound([deny]), { address: "127.0.0.1" }), "allowed");
    assert.equal(arrives(inbound([deny]), { address: "::1" }), "allowed");
  });
});

describe("inbound routes, as Linkerd takes them", () => {
  const parentRefs = [onServer("a")];
  const api = { matches: [{ path: { type: "PathPrefix", value: "/api" } }] };
  const withPolicy = [webClients, policy("p", onRoute("api"), fromWeb)];

  it("end in 404 where none matches, and automatic probes with them", () => {
    const pod = { ...cartPod, httpProbes: [{ path: "/live?x=1", port: "web" }] };
    assert.equal(arrives(inbound([server("a")], pod), { path: "/live" }), "allowed");
    const routed = inbound([server("a"), route("HTTPRoute", "api", { parentRefs, rules: [api] })], pod);
    assert.equal(arrives(routed, { path: "/live" }), "no-route");
  });

  it("decide by their own authorizations and the Server's", () => {
    const policyOfPort = inbound([
      server("a"),
      route("HTTPRoute", "api", { parentRefs, rules: [api] }),
      route("HTTPRoute", "rest", { parentRefs, rules: [{}] }),
      ...withPolicy,
      policy("q", onServer("a"), [{ kind: "ServiceAccount", name: "ops" }]),
    ]);
    assert.equal(arrives(policyOfPort, { from: web, path: "/api/x" }), "allowed");
    assert.equal(arrives(policyOfPort, { from: web, path: "/apix" }), "denied");
    assert.equal(arrives(policyOfPort, { from: identity("ops"), path: "/api" }), "allowed");
  });

  it("are not tried a second time: the best one decides", () => {
    const deeper = { matches: [{ path: { type: "Exact", value: "/api/admin" } }] };
    const policyOfPort = inbound([
      server("a"),
      route("HTTPRoute", "api", { parentRefs, rules: [api] }),
      route("HTTPRoute", "admin", { parentRefs, rules: [deeper] }),
      ...withPolicy,
    ]);
    assert.equal(arrives(policyOfPort, { from: web, path: "/api/admin" }), "denied");
  });

  it("tie on one path whether it is exact or a prefix, and the older wins", () => {
    const exact = { matches: [{ path: { type: "Exact", value: "/api" } }] };
    const both = (ageOfApi: number) =>
      inbound([
        server("a"),
        route("HTTPRoute", "api", { parentRefs, rules: [api] }, { age: ageOfApi }),
        route("HTTPRoute", "exact", { parentRefs, rules: [exact] }, { age: 5 }),
        ...withPolicy,
      ]);
    assert.equal(arrives(both(1), { from: web, path: "/api" }), "allowed");
    assert.equal(arrives(both(9), { from: web, path: "/api" }), "denied");
  });

  it("are ignored with a port, a section, another namespace, or without the group", () => {
    const with_ = (parent: object) =>
      inbound([
        server("a", { accessPolicy: "all-unauthenticated" }),
        route("HTTPRoute", "api", { parentRefs: [parent], rules: [api] }),
      ]);
    assert.equal(arrives(with_(onServer("a"))), "no-route");
    assert.equal(arrives(with_({ ...onServer("a"), port: 80 })), "allowed");
    assert.equal(arrives(with_({ ...onServer("a"), sectionName: "x" })), "allowed");
    assert.equal(arrives(with_({ ...onServer("a"), namespace: "other" })), "allowed");
    assert.equal(arrives(with_({ kind: "Server", name: "a" })), "allowed");
  });

  it("with a filter that Linkerd lacks are ignored", () => {
    const rules = [{ ...api, filters: [{ type: "URLRewrite" }] }];
    const open = server("a", { accessPolicy: "all-unauthenticated" });
    assert.equal(arrives(inbound([open, route("HTTPRoute", "api", { parentRefs, rules })])), "allowed");
  });
});

describe("gRPC ports, as Linkerd reads them", () => {
  const parentRefs = [onServer("a")];
  const grpc = route("GRPCRoute", "cart", {
    parentRefs,
    rules: [{ matches: [{ method: { service: "shop.Cart", method: "Get" } }] }],
  });
  const admitted = [webClients, policy("p", onRoute("cart", "GRPCRoute"), fromWeb)];
  const call = { from: web, method: "POST", path: "/shop.Cart/Get" };

  it("take GRPCRoutes only where the protocol is gRPC", () => {
    assert.equal(
      arrives(inbound([server("a", { proxyProtocol: "gRPC" }), grpc, ...admitted]), call),
      "allowed",
    );
    assert.equal(
      arrives(inbound([server("a", { proxyProtocol: "HTTP/2" }), grpc, ...admitted]), call),
      "denied",
    );
  });

  it("take POST only", () => {
    const policyOfPort = inbound([server("a", { proxyProtocol: "gRPC" }), grpc, ...admitted]);
    assert.equal(arrives(policyOfPort, { ...call, method: "GET" }), "no-route");
  });

  it("lose their HTTPRoutes to a GRPCRoute whatever the protocol", () => {
    const http = route("HTTPRoute", "all", { parentRefs, rules: [{}] });
    const open = server("a", { proxyProtocol: "HTTP/2", accessPolicy: "all-unauthenticated" });
    const { protocol } = inbound([open, grpc, http]);
    assert.ok(protocol.kind === "http2");
    assert.deepEqual(
      protocol.routes.map(({ name }) => name),
      ["default"],
    );
  });

  it("have no automatic probes and no rate limit", () => {
    const limit = object("policy.linkerd.io/v1alpha1", "HTTPLocalRateLimitPolicy", "l", {
      targetRef: onServer("a"),
      total: { requestsPerSecond: 5 },
    });
    const pod = { ...cartPod, httpProbes: [{ path: "/live", port: 8080 }] };
    const grpcPort = inbound([server("a", { proxyProtocol: "gRPC" }), limit], pod);
    assert.equal(arrives(grpcPort, { path: "/live" }), "denied");
    assert.equal("rateLimit" in grpcPort.protocol, false);
    const { protocol } = inbound([server("a", { proxyProtocol: "HTTP/2" }), limit], pod);
    assert.ok(protocol.kind === "http2");
    assert.equal(protocol.rateLimit?.total, 5);
  });
});

describe("pods, as Linkerd injects them", () => {
  const states = (annotation: string | undefined, pod?: string) => {
    const annotations = annotation === undefined ? {} : { "linkerd.io/inject": annotation };
    const state = readCluster({
      manifests: [{ apiVersion: "v1", kind: "Namespace", metadata: { name: "shop", annotations } }],
      pods: [],
      services: [],
    });
    return injectPod(state, {
      ...cartPod,
      ...(pod !== undefined && { annotations: { "linkerd.io/inject": pod } }),
    });
  };

  it("join by their own annotation before the namespace's, and not without any", () => {
    assert.ok(states("enabled"));
    assert.equal(states("enabled", "disabled"), undefined);
    assert.ok(states("disabled", "enabled"));
    assert.equal(states(undefined), undefined);
  });

  it("get the proxy's port and its probes", () => {
    const policyOfPort = inbound([server("admin", { port: "linkerd-admin" })], cartPod, 4191);
    assert.equal(policyOfPort.name, "admin");
    assert.equal(arrives(policyOfPort, { path: "/ready" }), "allowed");
    assert.equal(arrives(policyOfPort, { path: "/metrics" }), "denied");
  });
});
