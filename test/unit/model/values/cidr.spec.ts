import assert from "node:assert/strict";
import { containsRange, hasHostBits, parseCidr, type AddressRange } from "../../../../model/values/cidr";

function range(text: string): AddressRange {
  const parsed = parseCidr(text);
  assert.ok(parsed, `${text} was not parsed`);
  return parsed;
}

describe("a range of addresses", () => {
  it("is read as numbers", () => {
    assert.deepEqual(parseCidr("10.0.0.0/8"), { family: 4, first: 0x0a000000n, prefixLength: 8 });
    assert.deepEqual(parseCidr("fd00::/8"), { family: 6, first: 0xfd00n << 112n, prefixLength: 8 });
    assert.deepEqual(parseCidr("::1/128"), { family: 6, first: 1n, prefixLength: 128 });
    assert.deepEqual(parseCidr("1:2:3:4:5:6:7:8/128")?.first, 0x00010002000300040005000600070008n);
  });

  for (const text of [
    "10.0.0.0",
    "10.0.0.0/33",
    "10.0.0.0/8/8",
    "10.0.0.0/08",
    "10.0.0.0/-1",
    "10.0.0/8",
    "10.0.0.0.0/8",
    "10.0.0.256/32",
    "010.0.0.0/8",
    "fd00::/129",
    "fd00:::/8",
    "1::2::3/64",
    "1:2:3:4:5:6:7/64",
    "1:2:3:4:5:6:7:8::/64",
    "g::/8",
    "/8",
    "example.org/8",
  ]) {
    it(`is not ${JSON.stringify(text)}`, () => {
      assert.equal(parseCidr(text), undefined);
    });
  }

  it("has host bits when its address is not the first", () => {
    assert.equal(hasHostBits(range("10.1.0.0/8")), true);
    assert.equal(hasHostBits(range("10.0.0.0/8")), false);
    assert.equal(hasHostBits(range("fd00::1/64")), true);
    assert.equal(hasHostBits(range("0.0.0.0/0")), false);
  });

  it("contains itself and what lies inside, not what lies outside or reaches beyond", () => {
    const outer = range("10.0.0.0/8");
    assert.equal(containsRange(outer, outer), true);
    assert.equal(containsRange(outer, range("10.2.0.0/16")), true);
    assert.equal(containsRange(outer, range("11.0.0.0/16")), false);
    assert.equal(containsRange(outer, range("10.0.0.0/7")), false);
  });

  it("never contains a range of the other family", () => {
    assert.equal(containsRange(range("::/0"), range("10.0.0.0/8")), false);
  });
});
