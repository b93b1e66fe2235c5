import assert from "node:assert/strict";
import { analyse, decide } from "../../../../analysis";
import { renderMesh } from "../../../../backends";
import { cartPath, cartWith, meshOf, resolved } from "../../../support/definition";
import { objectsOf, specOf } from "../rendered";
import { arrives, assertRefused, limitOf, referencesOf, refusedAt } from "./situation";

describe("traps of Linkerd: access", () => {
  it("no authorization has an empty list of authentications, also where nobody is let in", () => {
    for (const allow of [
      [],
      [{ from: ["web"] }],
      [{ fromAny: "anyone" }],
      [{ fromNetworks: [{ cidr: "10.0.0.0/8" }] }],
    ]) {
      const counts = objectsOf(cartWith({ allow }), "AuthorizationPolicy").map(
        (policy) => referencesOf(policy).length,
      );
      assert.ok(counts.every((count) => count === 1));
      assert.equal(counts.length === 0, allow.length === 0);
    }
  });

  it("identities and networks of one rule are added up, not required together", () => {
    const rule = { from: ["web"], fromNetworks: [{ cidr: "192.168.0.0/16" }] };
    const mesh = cartWith({ allow: [rule] });
    assert.equal(arrives(mesh, { from: "web", address: "10.0.0.1" }), "allowed");
    assert.equal(arrives(mesh, { address: "192.168.1.1" }), "allowed");
    assert.equal(arrives(mesh, { address: "10.0.0.1" }), "denied");
  });

  it("every authentication that an authorization names is rendered beside it", () => {
    const allow = [
      { from: ["web"], fromNetworks: [{ cidr: "10.0.0.0/8" }], requests: [{ methods: ["GET"] }] },
    ];
    const { objects } = renderMesh(cartWith({ allow, probes: [] }));
    const names = new Set(objects.map(({ manifest }) => `${manifest.kind}/${manifest.metadata.name}`));
    const policies = objects
      .map(({ manifest }) => manifest)
      .filter(({ kind }) => kind === "AuthorizationPolicy");
    assert.equal(policies.length, 2);
    for (const policy of policies)
      for (const { kind, name } of referencesOf(policy)) assert.ok(names.has(`${kind}/${name}`), name);
  });

  it("a caller of single requests gets nothing else, although another has everything", () => {
    const allow = [
      { from: ["web"], requests: [{ path: { value: "/items" } }] },
      { fromServiceAccounts: ["ops/admin"] },
    ];
    const mesh = cartWith({ allow, probes: [] });
    assert.equal(arrives(mesh, { from: "web", path: "/items/1" }), "allowed");
    assert.equal(arrives(mesh, { from: "web", path: "/orders" }), "denied");
    assert.equal(arrives(mesh, { from: "admin", namespace: "ops", path: "/orders" }), "allowed");
    assert.equal(arrives(mesh, { from: "admin", namespace: "ops", path: "/items/1" }), "allowed");
  });

  it("no authorization is for a whole namespace", () => {
    const mesh = cartWith({}, { namespaces: { shop: { defaultAccess: "mesh" } } });
    const targets = objectsOf(mesh, "AuthorizationPolicy").map((policy) => specOf(policy)["targetRef"]);
    assert.deepEqual(targets, [{ group: "policy.linkerd.io", kind: "Server", name: "cart.80" }]);
  });

  it("ports that no service declares are closed unless the namespace says otherwise", () => {
    assert.equal(arrives(cartWith({}), { from: "web", port: 9999 }), "denied");
    const open = cartWith({}, { namespaces: { shop: { defaultAccess: "mesh" } } });
    assert.equal(arrives(open, { from: "web", port: 9999 }), "allowed");
    assert.equal(arrives(open, { port: 9999 }), "denied");
  });

  it("audit is never there unless it is asked for, and is reported then", () => {
    const quiet = cartWith({ allow: [{ from: ["web"] }] });
    assert.ok(!JSON.stringify(renderMesh(quiet).objects).includes("audit"));
    const audited = cartWith({ allow: [{ from: ["web"] }], accessMode: "audit" });
    assert.equal(arrives(audited, {}), "allowed");
    const codes = analyse(resolved(audited)).map(({ code, path }) => `${code} ${path}`);
    assert.ok(codes.includes(`access-audited ${cartPath}.accessMode`));
  });

  it("accepting plaintext opens nothing that no rule opens", () => {
    const rest = { controlPlane: { clusterNetworks: ["10.0.0.0/8"] } };
    const open = {
      mtls: "accepted",
      probes: [],
      allow: [{ from: ["web"], requests: [{ methods: ["GET"] }] }],
    };
    assert.equal(arrives(cartWith(open, rest), { address: "10.1.1.1" }), "allowed");
    assert.equal(arrives(cartWith(open, rest), { address: "10.1.1.1", method: "POST" }), "denied");
    assert.equal(arrives(cartWith(open, rest), { address: "8.8.8.8" }), "denied");
    assert.equal(arrives(cartWith({ mtls: "accepted", allow: [] }, rest), { address: "10.1.1.1" }), "denied");
    assert.equal(
      arrives(cartWith({ mtls: "accepted" }, rest), { address: "10.1.1.1", port: 9999 }),
      "denied",
    );
    const codes = analyse(resolved(cartWith(open, rest))).map(({ code, path }) => `${code} ${path}`);
    assert.ok(codes.includes(`plaintext-accepted ${cartPath}.mtls`));
  });

  it("rules about single requests are refused until the probes are known", () => {
    const at = refusedAt("routes-end-automatic-probes");
    assertRefused(
      cartWith({ allow: [{ from: ["web"], requests: [{ methods: ["GET"] }] }] }, {}),
      at,
      /its probes are refused unless they are declared/,
    );
  });

  it("a request beside the named ones is refused, not unknown", () => {
    const mesh = cartWith({
      probes: [],
      allow: [{ from: ["web"], requests: [{ path: { value: "/items" } }] }],
    });
    assert.equal(arrives(mesh, { from: "web", path: "/nowhere" }), "denied");
  });

  it("rules about calls are carried by GRPCRoutes on gRPC Servers and by HTTPRoutes on the others", () => {
    const allow = [{ from: ["web"], requests: [{ grpc: { service: "shop.Cart" } }] }];
    const ports = [{ port: 80, protocol: "grpc" }];
    for (const rateLimit of [undefined, { totalRequestsPerSecond: 10 }]) {
      const mesh = cartWith({ ports, allow, ...(rateLimit && { rateLimit }) });
      const [server] = objectsOf(mesh, "Server").map(specOf);
      assert.equal(server?.["proxyProtocol"], rateLimit ? "HTTP/2" : "gRPC");
      assert.equal(objectsOf(mesh, rateLimit ? "GRPCRoute" : "HTTPRoute").length, 0);
      assert.equal(arrives(mesh, { from: "web", method: "POST", path: "/shop.Cart/Get" }), "allowed");
      assert.equal(arrives(mesh, { from: "web", method: "POST", path: "/shop.Other/Get" }), "denied");
    }
  });

  it("a limit on a gRPC port is in effect", () => {
    const ports = [{ port: 80, protocol: "grpc" }];
    const mesh = cartWith({ ports, rateLimit: { totalRequestsPerSecond: 10 } });
    assert.equal(limitOf(mesh)?.total, 10);
  });

  it("an HTTP probe of a gRPC port gets through", () => {
    const mesh = cartWith({
      ports: [{ port: 80, targetPort: 8080, protocol: "grpc" }],
      probes: [{ type: "http", path: "/healthz" }],
    });
    assert.equal(arrives(mesh, { path: "/healthz" }), "allowed");
    assert.equal(arrives(mesh, { path: "/other" }), "denied");
  });

  it("a gRPC health probe gets through without being asked for", () => {
    const mesh = cartWith({ ports: [{ port: 80, protocol: "grpc" }] });
    const health = "/grpc.health.v1.Health/Check";
    assert.equal(arrives(mesh, { method: "POST", path: health, port: 80 }), "allowed");
  });

  it("two services that own one container port are refused", () => {
    const at = refusedAt("overlapping-servers");
    const ports = [{ port: 80, targetPort: 8080, protocol: "http" }];
    const selector = { app: "one" };
    assertRefused(
      meshOf({ "shop/cart": { ports, selector }, "shop/web": { ports, selector } }),
      at,
      /both own container port 8080/,
    );
  });

  it("routes name their Server by group, kind and name alone", () => {
    const mesh = cartWith({ probes: [], allow: [{ from: ["web"], requests: [{ methods: ["GET"] }] }] });
    for (const route of objectsOf(mesh, "HTTPRoute"))
      assert.deepEqual(specOf(route)["parentRefs"], [
        { group: "policy.linkerd.io", kind: "Server", name: "cart.80" },
      ]);
  });

  it("changes to headers stand in routes that callers follow", () => {
    const routes = [{ name: "r", responseHeaders: { remove: ["server"] } }];
    const mesh = cartWith({
      probes: [],
      routes,
      allow: [{ from: ["web"], requests: [{ methods: ["GET"] }] }],
    });
    const withFilters = objectsOf(mesh, "HTTPRoute").filter((route) =>
      JSON.stringify(route).includes("filters"),
    );
    assert.deepEqual(
      withFilters.map(({ metadata }) => metadata.name),
      ["cart.80.out.r"],
    );
  });

  it("an exact path and its prefix with different callers are refused", () => {
    const at = refusedAt("equal-path-lengths");
    assertRefused(
      cartWith(
        {
          probes: [],
          allow: [
            { from: ["web"], requests: [{ path: { type: "Exact", value: "/a" } }] },
            { from: ["cart"], requests: [{ path: { value: "/a" } }] },
          ],
        },
        {},
      ),
      at,
      /ranks paths by length alone/,
    );
  });

  it("a service account with a dot is refused", () => {
    const at = refusedAt("service-account-with-dots");
    assertRefused(cartWith({ serviceAccount: "cart.v1" }, {}), at, /DNS labels, without dots/);
  });

  it("scrapers that are named may read metrics, and nobody else", () => {
    const mesh = cartWith(
      {},
      { observability: { metrics: { allow: [{ fromServiceAccounts: ["ops/prometheus"] }] } } },
    );
    const metrics = { port: 4191, path: "/metrics" };
    assert.equal(arrives(mesh, { from: "prometheus", namespace: "ops", ...metrics }), "allowed");
    assert.equal(arrives(mesh, { from: "web", ...metrics }), "denied");
  });

  it("callers of other namespaces are told from their namesakes", () => {
    const mesh = cartWith({ allow: [{ fromServiceAccounts: ["ops/web"] }] });
    assert.equal(arrives(mesh, { from: "web", namespace: "ops" }), "allowed");
    assert.equal(arrives(mesh, { from: "web", namespace: "shop" }), "denied");
  });

  it("clients with one limit have it each", () => {
    const overrides = [{ from: ["web", "cart"], requestsPerSecond: 5 }];
    const [policy] = objectsOf(cartWith({ rateLimit: { overrides } }), "HTTPLocalRateLimitPolicy").map(
      specOf,
    );
    const clients = (policy?.["overrides"] as { clientRefs: unknown[] }[]).map(
      ({ clientRefs }) => clientRefs.length,
    );
    assert.deepEqual(clients, [1, 1]);
  });

  it("a port has one limit", () => {
    const ports = [
      { port: 80, protocol: "http" },
      { port: 81, protocol: "http" },
    ];
    const policies = objectsOf(
      cartWith({ ports, rateLimit: { totalRequestsPerSecond: 1 } }),
      "HTTPLocalRateLimitPolicy",
    );
    const targets = policies.map((policy) => (specOf(policy)["targetRef"] as { name: string }).name);
    assert.deepEqual(targets, ["cart.80", "cart.81"]);
  });

  it("gRPC methods cannot be matched by regular expression", () => {
    const at = refusedAt("methods-by-expression");
    assertRefused(
      cartWith(
        {
          ports: [{ port: 80, protocol: "grpc" }],
          allow: [
            { from: ["web"], requests: [{ grpc: { service: "shop.Cart", type: "RegularExpression" } }] },
          ],
        },
        {},
      ),
      at,
      /is not a field/,
    );
  });

  it("a service without a proxy is reported as open", () => {
    const mesh = resolved(cartWith({ allow: [] }, { namespaces: { shop: { injection: "disabled" } } }));
    assert.equal(decide(mesh, { to: "shop/cart", port: 80 }).access.ground, "not-enforced");
    assert.ok(analyse(mesh).some(({ code }) => code === "outside-the-mesh"));
  });

  it("rules that deny are refused", () => {
    const at = refusedAt("deny-is-not-a-policy");
    assertRefused(
      cartWith({ allow: [{ fromAny: "meshed" }], deny: [{ from: ["web"] }] }, {}),
      at,
      /Let in only whom you mean/,
    );
  });

  it("rules that ask for tokens are refused", () => {
    const at = refusedAt("tokens-are-not-seen");
    assertRefused(
      cartWith(
        { allow: [{ fromAny: "anyone", jwt: { provider: "a" } }] },
        { jwtProviders: { a: { issuer: "a", jwksUri: "https://a/jwks" } } },
      ),
      at,
      /never at tokens/,
    );
  });
});
