import assert from "node:assert/strict";
import type { MeshDefinition } from "../../../../model";
import { meshOf, resolvedService } from "../../../support/definition";

const ports = [{ port: 80, protocol: "http" }];

function release(stable: object, candidate: object = {}): MeshDefinition {
  return meshOf({
    "shop/cart": { ports, ...stable },
    "shop/cart-v2": { ports, ...candidate },
    "shop/web": {},
  });
}

const canary = { candidate: "cart-v2", weight: 10 };
const split = [
  { namespace: "shop", name: "cart", port: 80, weight: 90 },
  { namespace: "shop", name: "cart-v2", port: 80, weight: 10 },
];
const candidateAlone = [{ namespace: "shop", name: "cart-v2", port: 80, weight: 1 }];

describe("a canary", () => {
  it("is one route that splits what no other route takes", () => {
    const routes = resolvedService(release({ canary })).routes;
    assert.deepEqual(
      routes.map(({ name, rules }) => ({ name, rules })),
      [{ name: "default", rules: [{ matches: [], backends: split }] }],
    );
  });

  it("splits every route that leads to the service itself", () => {
    const path = { value: "/items" };
    const routes = resolvedService(
      release({ canary, routes: [{ name: "items", matches: [{ path }] }] }),
    ).routes;
    assert.deepEqual(
      routes.map(({ rules }) => rules),
      [[{ matches: [{ path }], backends: split }], [{ matches: [], backends: split }]],
    );
  });

  it("leaves routes with backends of their own alone", () => {
    const own = [{ name: "web", matches: [{ method: "GET" }], backends: [{ service: "cart", weight: 3 }] }];
    const [route] = resolvedService(release({ canary, routes: own })).routes;
    assert.deepEqual(route?.rules[0]?.backends, [{ namespace: "shop", name: "cart", port: 80, weight: 3 }]);
  });

  it("takes requests with its headers before the split", () => {
    const headers = [{ name: "x-canary", value: "yes" }];
    const [route] = resolvedService(release({ canary: { ...canary, headers } })).routes;
    assert.deepEqual(route?.rules, [
      { matches: [{ headers }], backends: candidateAlone },
      { matches: [], backends: split },
    ]);
  });

  it("adds its headers to those of a route", () => {
    const [own, optIn] = [[{ name: "a", value: "1" }], [{ name: "x-canary", value: "yes" }]];
    const routes = [{ name: "a", matches: [{ headers: own }] }];
    const [route] = resolvedService(release({ canary: { ...canary, headers: optIn }, routes })).routes;
    assert.deepEqual(route?.rules[0]?.matches, [{ headers: [...own, ...optIn] }]);
  });

  for (const [weight, weights] of [
    [0, [100, 0]],
    [100, [0, 100]],
  ] as const) {
    it(`keeps both services at a weight of ${String(weight)}, so that the next step changes one number`, () => {
      const [route] = resolvedService(release({ canary: { ...canary, weight } })).routes;
      assert.deepEqual(
        route?.rules[0]?.backends.map((backend) => backend.weight),
        weights,
      );
    });
  }
});

describe("a candidate", () => {
  it("knows its stable service", () => {
    assert.equal(resolvedService(release({ canary }), "shop/cart-v2").candidateOf, "shop/cart");
    assert.equal(resolvedService(release({ canary })).candidateOf, undefined);
  });

  it("lets in whoever may call the stable service, beside its own callers", () => {
    const definition = release(
      { canary, allow: [{ from: ["web"] }] },
      { allow: [{ fromNamespaces: ["ops"] }] },
    );
    const rules = resolvedService(definition, "shop/cart-v2").rules;
    assert.deepEqual(
      rules.map(({ path }) => path),
      ['services["shop/cart-v2"].allow[0]', 'services["shop/cart"].allow[0]'],
    );
    assert.deepEqual(rules[1]?.source.services, ["shop/web"]);
  });

  it("takes over rules for the ports it has, and no others", () => {
    const both = [...ports, { port: 70, protocol: "tcp" }];
    const allow = [{ from: ["web"], ports: [70] }, { from: ["web"] }];
    const rules = resolvedService(release({ ports: both, canary, allow }), "shop/cart-v2").rules;
    assert.deepEqual(
      rules.map(({ path, ports: of }) => [path, of]),
      [['services["shop/cart"].allow[1]', [80]]],
    );
  });
});
