import assert from "node:assert/strict";
import { didYouMean, nearest } from "../../../../model";

describe("what the user most likely meant", () => {
  for (const [word, mistake] of [
    ["crat", "two letters swapped"],
    ["car", "a letter missing"],
    ["cartt", "a letter too many"],
    ["cars", "a wrong letter"],
    ["CART", "capital letters"],
  ] as const) {
    it(`is found in spite of ${mistake}`, () => {
      assert.equal(nearest(word, ["web", "cart", "payment"]), "cart");
    });
  }

  it("is nothing when no word is near", () => {
    assert.equal(nearest("inventory", ["web", "cart"]), undefined);
    assert.equal(nearest("cart", []), undefined);
  });

  it("is the nearest of several", () => {
    assert.equal(nearest("checkout", ["checkin", "checkouts"]), "checkouts");
  });

  it("does not depend on the order of the words", () => {
    assert.equal(nearest("abc", ["abd", "ab"]), "ab");
    assert.equal(nearest("abc", ["ab", "abd"]), "ab");
  });

  it("is asked for in a sentence", () => {
    assert.equal(didYouMean("crat", ["cart"]), 'Did you mean "cart"?');
    assert.equal(didYouMean("inventory", ["cart"]), "");
  });
});
