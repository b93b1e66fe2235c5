import assert from "node:assert/strict";
import { hostsMeet } from "../../../../model";

describe("patterns of hosts", () => {
  for (const [a, b, meet] of [
    ["a.example", "a.example", true],
    ["a.example", "b.example", false],
    ["*.example", "a.example", true],
    ["*.example", "a.b.example", true],
    ["*.example", "example", false],
    ["*.example", "*.b.example", true],
    ["*.a.example", "*.b.example", false],
    ["*.ample", "*.example", false],
  ] as const) {
    it(`${a} and ${b} have ${meet ? "a" : "no"} host in common`, () => {
      assert.equal(hostsMeet(a, b), meet);
      assert.equal(hostsMeet(b, a), meet);
    });
  }
});
