import assert from "node:assert/strict";
import { parse } from "yaml";
import { yamlText } from "../../backends";

describe("a value as YAML", () => {
  it("is read by tools that follow YAML 1.1 as it is by those that follow 1.2", () => {
    const words = [
      "y",
      "n",
      "on",
      "off",
      "yes",
      "no",
      "true",
      "null",
      "~",
      "1",
      "0x1f",
      "010",
      "1:30",
      "1e3",
      ".5",
      "2026-01-01",
    ];
    const value = { words, ...Object.fromEntries(words.map((word) => [word, word])) };
    for (const version of ["1.1", "1.2"] as const)
      assert.deepEqual(parse(yamlText(value), { version }), value);
  });

  it("repeats what is equal, because not every tool knows aliases", () => {
    const same = { a: 1 };
    assert.equal(yamlText({ x: same, y: same }), 'x:\n  a: 1\n"y":\n  a: 1\n');
  });
});
