import assert from "node:assert/strict";
import { isDnsLabel, isDnsSubdomain, resolveReference, splitServiceId } from "../../../../model/values/names";

describe("a DNS label", () => {
  for (const text of ["a", "cart", "cart-v2", "0cart", "c".repeat(63)]) {
    it(`is ${text.length > 20 ? `a text of ${String(text.length)} letters` : text}`, () => {
      assert.equal(isDnsLabel(text), true);
    });
  }

  for (const text of ["", "-cart", "cart-", "Cart", "cart.v2", "cart_v2", "c".repeat(64), "cart\n", "käse"]) {
    it(`is not ${text.length > 20 ? `a text of ${String(text.length)} letters` : JSON.stringify(text)}`, () => {
      assert.equal(isDnsLabel(text), false);
    });
  }
});

describe("a DNS subdomain", () => {
  it("is labels joined by dots", () => {
    assert.equal(isDnsSubdomain("cluster.local"), true);
    assert.equal(isDnsSubdomain("cluster"), true);
  });

  it("is not longer than 253 characters", () => {
    const label = "a".repeat(49);
    const longest = [label, label, label, label, label].join(".");
    assert.equal(isDnsSubdomain(`${longest}.abc`), true);
    assert.equal(isDnsSubdomain(`${longest}.abcd`), false);
  });

  it("has no empty label", () => {
    assert.equal(isDnsSubdomain("cluster..local"), false);
    assert.equal(isDnsSubdomain("cluster.local."), false);
  });
});

describe("a service id", () => {
  it("is a namespace and a name", () => {
    assert.deepEqual(splitServiceId("shop/cart"), { namespace: "shop", name: "cart" });
  });

  for (const text of ["cart", "shop/cart/v2", "/cart", "shop/", "Shop/cart", ""]) {
    it(`is not ${JSON.stringify(text)}`, () => {
      assert.equal(splitServiceId(text), undefined);
    });
  }
});

describe("a reference to a service", () => {
  it("without a namespace means the same namespace", () => {
    assert.equal(resolveReference("cart", "shop"), "shop/cart");
  });

  it("with a namespace means that one", () => {
    assert.equal(resolveReference("pay/cart", "shop"), "pay/cart");
  });
});
