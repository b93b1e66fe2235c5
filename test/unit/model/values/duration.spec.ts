import assert from "node:assert/strict";
import {
  durationMilliseconds,
  formatDuration,
  fromCompound,
  parseDuration,
} from "../../../../model/values/duration";

describe("a duration", () => {
  for (const [text, milliseconds] of [
    ["250ms", 250],
    ["5s", 5_000],
    ["1m", 60_000],
    ["2h", 7_200_000],
    ["0s", 0],
    ["99999h", 359_996_400_000],
  ] as const) {
    it(`${text} is ${String(milliseconds)} milliseconds`, () => {
      assert.equal(parseDuration(text), milliseconds);
    });
  }

  for (const [text, why] of [
    ["5", "it has no unit"],
    ["-5s", "it is negative"],
    ["1m30s", "it is a compound"],
    ["1.5s", "it has a fraction"],
    ["5 s", "it has a blank"],
    ["5d", "days are no unit"],
    ["5S", "units are lower-case"],
    ["100000ms", "it has more than five digits"],
    ["000001s", "it has more than five digits, although most are zero"],
    ["", "it is empty"],
    ["5s\n", "it has a line break"],
  ] as const) {
    it(`is not ${JSON.stringify(text)}: ${why}`, () => {
      assert.equal(parseDuration(text), undefined);
    });
  }

  it("that was not validated is not read as a number", () => {
    assert.throws(() => durationMilliseconds("soon"), RangeError);
  });

  for (const [milliseconds, text] of [
    [250, "250ms"],
    [1_500, "1500ms"],
    [90_000, "90s"],
    [120_000, "2m"],
    [3_600_000, "1h"],
    [0, "0ms"],
  ] as const) {
    it(`of ${String(milliseconds)} milliseconds is written ${text}`, () => {
      assert.equal(formatDuration(milliseconds), text);
    });
  }
});

describe("a compound duration", () => {
  it("has a spelling of one unit", () => {
    assert.equal(fromCompound("1m30s"), "90s");
    assert.equal(fromCompound("1h60m"), "2h");
    assert.equal(fromCompound("1s5ms"), "1005ms");
  });

  it("has none when no single unit holds it", () => {
    assert.equal(fromCompound("9h1ms"), undefined);
  });

  it("is not a duration of one unit, nor anything else", () => {
    assert.equal(fromCompound("90s"), undefined);
    assert.equal(fromCompound("soon"), undefined);
  });
});
