import assert from "node:assert/strict";
import fc from "fast-check";
import {
  characterString,
  digits,
  lowerCase,
  specialCharacters,
  upperCase,
} from "../../../tools/providers/random/character-string";
import { NumberSource } from "../../../tools/providers/random/number-source";

describe("random draws", () => {
  it("stay below their limit, up to the largest", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), fc.string(), (limit, seed) => {
        const value = NumberSource.of(seed).below(limit);
        assert.ok(Number.isSafeInteger(value) && value >= 0 && value < limit);
      }),
    );
  });

  it("are as likely as each other", () => {
    const source = NumberSource.seeded("even");
    const counts = [0, 0, 0];
    for (let draw = 0; draw < 9000; draw++) {
      const value = source.below(3);
      counts[value] = (counts[value] ?? 0) + 1;
    }
    for (const count of counts) assert.ok(Math.abs(count - 3000) < 250, counts.join());
  });

  it("repeat with the same seed, and differ with another", () => {
    const draws = (seed: string): number[] => {
      const source = NumberSource.of(seed);
      return Array.from({ length: 8 }, () => source.below(1_000_000));
    };
    assert.deepEqual(draws("a"), draws("a"));
    assert.notDeepEqual(draws("a"), draws("b"));
    assert.notDeepEqual(draws(""), draws(""));
  });

  it("shuffle without losing or repeating an item", () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.string(), (items, seed) => {
        const order = (numbers: number[]): number[] => [...numbers].sort((a, b) => a - b);
        assert.deepEqual(order(NumberSource.of(seed).shuffled(items)), order(items));
      }),
    );
  });

  it("give strings of the asked length, with the minimum of each class and nothing that is not allowed", () => {
    const classes = [upperCase, lowerCase, digits, specialCharacters];
    const request = fc.record({
      spare: fc.integer({ min: 0, max: 20 }),
      minimums: fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3), fc.nat(3)),
      allowed: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean(), fc.constant(true)),
    });
    fc.assert(
      fc.property(request, ({ spare, minimums, allowed }) => {
        const length = spare + minimums.reduce((sum, minimum) => sum + minimum, 0);
        const text = characterString({
          length,
          classes: classes.map((characters, index) => {
            return { characters, isAllowed: allowed[index] === true, minimum: minimums[index] ?? 0 };
          }),
        });
        assert.equal(text.length, length);
        classes.forEach((characters, index) => {
          const count = Array.from(text).filter((character) => characters.includes(character)).length;
          const minimum = minimums[index] ?? 0;
          assert.ok(allowed[index] === true ? count >= minimum : count === minimum);
        });
      }),
    );
  });

  it("take special characters beyond the basic plane as one", () => {
    const only = { characters: "🦊", isAllowed: true, minimum: 0 };
    assert.equal(characterString({ length: 3, classes: [only] }), "🦊🦊🦊");
  });
});
