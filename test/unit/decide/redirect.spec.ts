import assert from "node:assert/strict";
import { decide } from "../../../analysis";
import { cartWith, resolved } from "../../support/definition";

function redirected(redirect: object, asked: object = {}, route: object = {}): string | undefined {
  const routes = [{ name: "moved", matches: [{ path: { value: "/old" } }], redirect, ...route }];
  const from = { namespace: "shop", name: "web" };
  const request = { from, to: "shop/cart", port: 80, path: "/old/items", ...asked };
  const decision = decide(resolved(cartWith({ routes })), request).route?.redirect;
  return decision && `${String(decision.status)} ${decision.location}`;
}

const query = [{ name: "q", value: "1" }];

describe("where a redirect leads", () => {
  it("keeps what it does not name, the query too", () => {
    assert.equal(redirected({ host: "new.example" }, { query }), "302 http://new.example/old/items?q=1");
  });

  it("takes the port of a scheme that it names", () => {
    assert.equal(redirected({ scheme: "https" }), "302 https://cart.shop/old/items");
    assert.equal(
      redirected({ scheme: "https" }, { host: "cart.shop:8080" }),
      "302 https://cart.shop/old/items",
    );
    assert.equal(redirected({ scheme: "https", port: 80 }), "302 https://cart.shop:80/old/items");
  });

  it("keeps the request's port under the same scheme", () => {
    assert.equal(
      redirected({ host: "a.example" }, { host: "cart.shop:8080" }),
      "302 http://a.example:8080/old/items",
    );
  });

  it("replaces the prefix by which the route matched", () => {
    const path = { type: "ReplacePrefixMatch", value: "/new/" };
    assert.equal(redirected({ path, status: 308 }, { query }), "308 http://cart.shop/new/items?q=1");
    assert.equal(redirected({ path }, { path: "/old" }), "302 http://cart.shop/new");
  });

  it("replaces the root itself and what is below it alike", () => {
    const path = { type: "ReplacePrefixMatch", value: "/new" };
    const everything = { matches: [{ path: { value: "/" } }] };
    assert.equal(redirected({ path }, { path: "/" }, everything), "302 http://cart.shop/new");
    assert.equal(redirected({ path }, { path: "/a" }, everything), "302 http://cart.shop/new/a");
  });

  it("replaces the whole path, and the query with it", () => {
    const path = { type: "ReplaceFullPath", value: "/" };
    assert.equal(redirected({ path }, { query }), "302 http://cart.shop/");
  });

  it("is nowhere for requests that are there already, or take another route", () => {
    const path = { type: "ReplaceFullPath", value: "/old/items" };
    assert.equal(redirected({ path }), undefined);
    assert.equal(redirected({ path }, { path: "/other" }), undefined);
  });
});
