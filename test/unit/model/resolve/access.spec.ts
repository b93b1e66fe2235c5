import assert from "node:assert/strict";
import type { ResolvedRule } from "../../../../model";
import { cartPath, cartWith, meshOf, resolved, resolvedService } from "../../../support/definition";

function rulesOf(allow: readonly object[], cart: object = {}): readonly ResolvedRule[] {
  return resolvedService(cartWith({ probes: [], allow, ...cart })).rules;
}

const nobody = {
  services: [],
  serviceAccounts: [],
  namespaces: [],
  networks: [],
  any: undefined,
  gateways: [],
  unproven: [],
};

describe("a service without rules of its own", () => {
  const withDefault = (defaultAccess: string): readonly ResolvedRule[] =>
    resolvedService(cartWith({}, { namespaces: { shop: { defaultAccess } } })).rules;

  it("lets nobody in where the namespace denies", () => {
    assert.deepEqual(withDefault("deny"), []);
  });

  for (const [access, source] of [
    ["same-namespace", { ...nobody, namespaces: ["shop"] }],
    ["mesh", { ...nobody, any: "meshed" }],
    ["all", { ...nobody, any: "anyone" }],
  ] as const) {
    it(`lets in whom the namespace's default ${access} names`, () => {
      assert.deepEqual(withDefault(access), [
        { path: "namespaces.shop.defaultAccess", source, ports: [80], requests: undefined, jwt: undefined },
      ]);
    });
  }

  it("lets nobody in when its own list is empty, whatever the namespace says", () => {
    const definition = cartWith({ allow: [] }, { namespaces: { shop: { defaultAccess: "all" } } });
    assert.deepEqual(resolvedService(definition).rules, []);
  });

  it("needs no rules when it has no ports", () => {
    const definition = meshOf({ "shop/web": {} }, { namespaces: { shop: { defaultAccess: "all" } } });
    assert.deepEqual(resolvedService(definition, "shop/web").rules, []);
  });
});

describe("callers of a rule", () => {
  it("are services by the identity they run as", () => {
    const definition = meshOf({
      "shop/cart": { ports: [{ port: 80, protocol: "http" }], allow: [{ from: ["web"] }] },
      "shop/web": { serviceAccount: "frontend" },
    });
    assert.deepEqual(resolvedService(definition).rules[0]?.source, {
      ...nobody,
      services: ["shop/web"],
      serviceAccounts: [{ namespace: "shop", name: "frontend" }],
    });
  });

  it("are added up, sorted and named once", () => {
    const [rule] = rulesOf([
      {
        from: ["web", "shop/web", "cart"],
        fromServiceAccounts: ["ops/b", "ops/a", "shop/web"],
        fromNamespaces: ["y", "x", "y"],
      },
    ]);
    assert.deepEqual(rule?.source, {
      ...nobody,
      services: ["shop/cart", "shop/web"],
      serviceAccounts: [
        { namespace: "ops", name: "a" },
        { namespace: "ops", name: "b" },
        { namespace: "shop", name: "cart" },
        { namespace: "shop", name: "web" },
      ],
      namespaces: ["x", "y"],
    });
  });

  it("of metrics are resolved like those of services", () => {
    const metrics = { allow: [{ fromServiceAccounts: ["ops/prometheus"] }] };
    assert.deepEqual(resolved(meshOf({}, { observability: { metrics } })).metrics.sources, [
      { ...nobody, serviceAccounts: [{ namespace: "ops", name: "prometheus" }] },
    ]);
  });
});

describe("ports and requests of a rule", () => {
  it("keep the place where the rule is written", () => {
    assert.equal(rulesOf([{ fromAny: "meshed" }])[0]?.path, `${cartPath}.allow[0]`);
  });

  it("are all ports in order, where none are named", () => {
    const ports = [
      { port: 90, protocol: "http" },
      { port: 80, protocol: "http" },
    ];
    assert.deepEqual(rulesOf([{ fromAny: "meshed" }], { ports })[0]?.ports, [80, 90]);
    assert.deepEqual(rulesOf([{ fromAny: "meshed", ports: [90] }], { ports })[0]?.ports, [90]);
  });

  it("are one request for each method", () => {
    const requests = [{ methods: ["GET", "HEAD"], path: { type: "Exact", value: "/items" } }];
    const path = { type: "Exact", value: "/items" };
    assert.deepEqual(rulesOf([{ fromAny: "meshed", requests }])[0]?.requests, [
      { method: "GET", path },
      { method: "HEAD", path },
    ]);
  });

  it("compare paths by prefix, without a slash at the end, unless they say Exact", () => {
    const requests = [{ path: { value: "/items/" } }, { path: { type: "Exact", value: "/items/" } }];
    assert.deepEqual(rulesOf([{ fromAny: "meshed", requests }])[0]?.requests, [
      { path: { type: "PathPrefix", value: "/items" } },
      { path: { type: "Exact", value: "/items/" } },
    ]);
  });

  it("are every request when one of them is", () => {
    const requests = [{ methods: ["GET"] }, { path: { value: "/" } }];
    assert.equal(rulesOf([{ fromAny: "meshed", requests }])[0]?.requests, undefined);
  });
});

describe("probes", () => {
  it("are assumed on grpc ports", () => {
    const ports = [{ port: 90, targetPort: 9090, protocol: "grpc" }];
    assert.deepEqual(resolvedService(cartWith({ ports })).probes, [
      { type: "grpc", targetPort: 9090, path: "/" },
    ]);
  });

  it("are not assumed where a list is given, be it empty", () => {
    assert.deepEqual(
      resolvedService(cartWith({ ports: [{ port: 90, protocol: "grpc" }], probes: [] })).probes,
      [],
    );
  });

  it("are on the only port, at the root, where nothing more is said", () => {
    assert.deepEqual(resolvedService(cartWith({ probes: [{ type: "http" }] })).probes, [
      { type: "http", targetPort: 8080, path: "/" },
    ]);
  });
});

describe("a rate limit", () => {
  it("counts on every port that has requests, and names clients by identity", () => {
    const definition = meshOf({
      "shop/cart": {
        ports: [
          { port: 90, protocol: "grpc" },
          { port: 80, protocol: "http" },
          { port: 70, protocol: "tcp" },
        ],
        rateLimit: { totalRequestsPerSecond: 10, overrides: [{ from: ["web"], requestsPerSecond: 5 }] },
      },
      "shop/web": { serviceAccount: "frontend" },
    });
    assert.deepEqual(resolvedService(definition).rateLimit, {
      ports: [80, 90],
      total: 10,
      perClient: undefined,
      overrides: [{ clients: [{ namespace: "shop", name: "frontend" }], requestsPerSecond: 5 }],
    });
  });
});

describe("callers whose identity need not be proved", () => {
  const clusterNetworks = ["10.0.0.0/8", "10.96.0.0/12"];
  const sourcesOf = (cart: object, namespace: object = {}): readonly object[] => {
    const definition = cartWith(
      { probes: [], ...cart },
      { namespaces: { shop: namespace }, controlPlane: { clusterNetworks } },
    );
    return resolvedService(definition).rules.map(({ source }) => source.unproven);
  };
  const networks = clusterNetworks.map((cidr) => ({ cidr }));

  it("are none unless it is said", () => {
    assert.deepEqual(sourcesOf({ allow: [{ from: ["web"] }] }), [[]]);
  });

  it("come from the cluster's networks where mutual TLS is accepted rather than required", () => {
    for (const source of [
      { from: ["web"] },
      { fromServiceAccounts: ["ops/a"] },
      { fromNamespaces: ["ops"] },
      { fromAny: "meshed" },
    ])
      assert.deepEqual(sourcesOf({ allow: [source], mtls: "accepted" }), [networks]);
    assert.deepEqual(sourcesOf({ allow: [{ from: ["web"] }] }, { mtls: "accepted" }), [networks]);
  });

  it("are none in a rule that asks for no identity", () => {
    const allow = [{ fromNetworks: [{ cidr: "10.1.0.0/16" }] }, { fromAny: "anyone" }];
    assert.deepEqual(sourcesOf({ allow, mtls: "accepted" }), [[], []]);
  });

  it("are none where nobody is let in, or the service requires what its namespace does not", () => {
    assert.deepEqual(sourcesOf({ allow: [], mtls: "accepted" }), []);
    assert.deepEqual(sourcesOf({ mtls: "accepted" }), []);
    assert.deepEqual(sourcesOf({ allow: [{ from: ["web"] }], mtls: "required" }, { mtls: "accepted" }), [[]]);
  });

  it("are a candidate's own matter, whatever its stable service accepts", () => {
    const ports = [{ port: 80, protocol: "http" }];
    const definition = meshOf({
      "shop/cart": {
        ports,
        mtls: "accepted",
        allow: [{ from: ["web"] }],
        canary: { candidate: "next", weight: 5 },
      },
      "shop/next": { ports },
      "shop/web": {},
    });
    assert.deepEqual(resolvedService(definition, "shop/next").rules[0]?.source.unproven, []);
  });
});
