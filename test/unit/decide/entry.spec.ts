import assert from "node:assert/strict";
import { decideEntry, type EntryDecision, type EntryRequest } from "../../../analysis";
import { resolved } from "../../support/definition";
import { gatewayWith } from "../../support/gateways";

const listeners = [
  { name: "http", port: 80, protocol: "HTTP" },
  { name: "https", port: 443, protocol: "HTTPS", hostname: "*.example", certificates: [{ name: "t" }] },
  { name: "shop", port: 443, protocol: "HTTPS", hostname: "shop.example", certificates: [{ name: "t" }] },
];
const cart = [{ service: "cart" }];
const routes = [
  { name: "to-https", listeners: ["http"], redirect: { scheme: "https", status: 301 } },
  { name: "any", listeners: ["https"], backends: cart },
  { name: "b", listeners: ["https"], hostnames: ["b.example"], backends: cart },
  { name: "items", listeners: ["shop"], matches: [{ path: { value: "/items" } }], backends: cart },
];

function enter(asked: Partial<EntryRequest>, rules: object = {}): EntryDecision {
  const mesh = resolved(gatewayWith({ listeners, routes }, {}, { timeouts: { request: "5s" }, ...rules }));
  return decideEntry(mesh, { gateway: "shop/public", port: 443, host: "a.example", ...asked });
}

describe("a request that comes in through a gateway", () => {
  it("is taken by the listener with the closest host, then by the route with the closest", () => {
    assert.equal(enter({}).route?.name, "any");
    assert.equal(enter({ host: "B.example" }).route?.name, "b");
    assert.equal(enter({ host: "shop.example" }).listener, "shop");
    assert.equal(enter({ host: "other.test" }).listener, undefined);
  });

  it("goes nowhere where no route takes it", () => {
    const decision = enter({ host: "shop.example", path: "/other" });
    assert.deepEqual([decision.route, decision.backends], [undefined, []]);
    assert.equal(enter({ host: "shop.example", path: "/items/1" }).route?.name, "items");
  });

  it("is a call of the gateway's identity from there on", () => {
    const [backend] = enter({}).backends;
    assert.equal(backend?.call.access.allowed, true);
    assert.equal(backend.call.route?.requestTimeoutMs, 5_000);
    const refused = enter({}, { allow: [{ from: ["web"] }] }).backends[0];
    assert.equal(refused?.call.access.allowed, false);
    assert.equal(
      enter({}, { allow: [{ fromServiceAccounts: ["shop/edge"] }] }).backends[0]?.call.access.allowed,
      true,
    );
  });

  it("is sent elsewhere by the gateway itself", () => {
    const decision = enter({ port: 80, host: "a.example", path: "/x" });
    assert.deepEqual(decision.redirect, { status: 301, location: "https://a.example/x" });
    assert.deepEqual(decision.backends, []);
  });

  it("is asked of gateways that are there", () => {
    assert.throws(() => enter({ gateway: "shop/other" }), /not a gateway/);
  });
});
