import assert from "node:assert/strict";
import { decide, type AccessDecision, type MeshRequest } from "../../../analysis";
import { cartPath, cartWith, resolved } from "../../support/definition";

type Asked = Partial<Omit<MeshRequest, "from">> & { readonly from?: string };

function accessOf(cart: object, { from, ...asked }: Asked = {}, rest: object = {}): AccessDecision {
  const request = { to: "shop/cart", port: 80, ...asked };
  const caller = from === undefined ? {} : { from: { namespace: "shop", name: from } };
  return decide(resolved(cartWith({ probes: [], ...cart }, rest)), { ...request, ...caller }).access;
}

function outcome({ allowed, ground }: AccessDecision): string {
  return `${allowed ? "allowed" : "refused"} by ${ground}`;
}

describe("a rule that denies", () => {
  const cart = {
    allow: [{ fromAny: "meshed" }],
    deny: [{ from: ["web"], requests: [{ path: { value: "/admin" } }] }],
    probes: [{ type: "http", path: "/admin/healthz" }],
  };

  it("goes before every rule that lets in", () => {
    const denied = accessOf(cart, { from: "web", path: "/admin/users" });
    assert.equal(outcome(denied), "refused by denial");
    assert.equal(denied.path, `${cartPath}.deny[0]`);
  });

  it("leaves everything else to the rules", () => {
    assert.equal(outcome(accessOf(cart, { from: "web", path: "/" })), "allowed by rule");
    assert.equal(outcome(accessOf(cart, { from: "other", path: "/admin" })), "allowed by rule");
  });

  it("does not stop declared probes", () => {
    assert.equal(outcome(accessOf(cart, { path: "/admin/healthz" })), "allowed by probe");
  });

  it("holds for the candidate too", () => {
    const ports = [{ port: 80, protocol: "http" }];
    const rest = {
      services: {
        "shop/cart": {
          ports,
          allow: [{ fromAny: "meshed" }],
          deny: [{ from: ["web"] }],
          canary: { candidate: "next", weight: 5 },
        },
        "shop/next": { ports, allow: [{ from: ["web"] }] },
        "shop/web": {},
      },
    };
    assert.equal(outcome(accessOf({}, { from: "web", to: "shop/next" }, rest)), "refused by denial");
  });
});

describe("a rule that asks for a token", () => {
  const jwtProviders = { accounts: { issuer: "https://a", jwksUri: "https://a/jwks" } };
  const claims = [{ name: "groups", values: ["staff", "ops"] }];
  const cart = { allow: [{ fromAny: "anyone", jwt: { provider: "accounts", claims } }] };
  const given = (token: MeshRequest["token"]): string =>
    outcome(accessOf(cart, token ? { token } : {}, { jwtProviders }));

  it("lets in who carries one with its claims", () => {
    assert.equal(given({ provider: "accounts", claims: { groups: "ops" } }), "allowed by rule");
    assert.equal(given({ provider: "accounts", claims: { groups: ["guests", "staff"] } }), "allowed by rule");
  });

  it("lets in nobody else, and says that it is for the token", () => {
    for (const token of [
      undefined,
      { provider: "others", claims: { groups: "ops" } },
      { provider: "accounts", claims: { groups: ["guests"] } },
      { provider: "accounts" },
    ])
      assert.equal(given(token), "refused by no-rule");
    assert.deepEqual(accessOf(cart, {}, { jwtProviders }).refusedBy, [
      { path: `${cartPath}.allow[0]`, because: "token" },
    ]);
  });
});

describe("rules that are tried out", () => {
  const allow = [{ from: ["web"] }];

  it("let everyone in, and tell whom they would have refused", () => {
    const audited = accessOf({ allow, accessMode: "audit" }, { from: "other" });
    assert.equal(outcome(audited), "allowed by audit");
    assert.equal(audited.refusedBy[0]?.because, "caller");
    assert.equal(outcome(accessOf({ allow, accessMode: "audit" })), "allowed by audit");
    assert.equal(outcome(accessOf({ allow, accessMode: "audit" }, { from: "web" })), "allowed by rule");
  });

  it("are those of the namespace where the service says nothing, undeclared ports included", () => {
    const namespaces = { shop: { accessMode: "audit" } };
    assert.equal(outcome(accessOf({ allow }, {}, { namespaces })), "allowed by audit");
    assert.equal(outcome(accessOf({ allow }, { port: 9999 }, { namespaces })), "allowed by audit");
    assert.equal(
      outcome(accessOf({ allow, accessMode: "enforce" }, {}, { namespaces })),
      "refused by no-rule",
    );
  });
});

describe("callers without proof", () => {
  const allow = [{ from: ["web"], requests: [{ methods: ["GET"] }] }];
  const rest = { controlPlane: { clusterNetworks: ["10.0.0.0/8"] } };
  const ask = (mtls: string, asked: Asked): string => outcome(accessOf({ allow, mtls }, asked, rest));

  it("are refused where mutual TLS is required", () => {
    assert.equal(ask("required", { sourceAddress: "10.1.2.3" }), "refused by no-rule");
  });

  it("are let in from the cluster's networks where it is only accepted, to what the rule is for", () => {
    assert.equal(ask("accepted", { sourceAddress: "10.1.2.3" }), "allowed by rule");
    assert.equal(ask("accepted", { sourceAddress: "192.168.1.1" }), "refused by no-rule");
    assert.equal(ask("accepted", { sourceAddress: "10.1.2.3", method: "POST" }), "refused by no-rule");
    assert.equal(ask("accepted", {}), "refused by no-rule");
  });
});
