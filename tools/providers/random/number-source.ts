import { createHash, randomBytes } from "node:crypto";

const wordSize = 1n << 64n;

/** Even draws from ranges, out of a stream of 64-bit words. */
export class NumberSource {
  private constructor(private readonly nextWord: () => bigint) {}

  /** Unpredictable numbers. */
  static secure(): NumberSource {
    return new NumberSource(() => randomBytes(8).readBigUInt64BE());
  }

  /**
   * Numbers that the seed alone decides. They differ from those of the official plugin, which promises no particular
   * sequence either.
   */
  static seeded(seed: string): NumberSource {
    let counter = 0;
    return new NumberSource(() => {
      const digest = createHash("sha256").update(`${counter}:${seed}`).digest();
      counter += 1;
      return digest.readBigUInt64BE();
    });
  }

  /** Seeded when there is a seed, secure otherwise. */
  static of(seed: string): NumberSource {
    return seed === "" ? NumberSource.secure() : NumberSource.seeded(seed);
  }

  /** A number from 0 up to, but not including, the limit. */
  below(limit: number): number {
    const range = BigInt(limit);
    // Words beyond the last whole multiple of the range would make small numbers likelier.
    const fair = wordSize - (wordSize % range);
    let word = this.nextWord();
    while (word >= fair) word = this.nextWord();
    return Number(word % range);
  }

  pick<Item>(items: readonly Item[]): Item {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new RangeError("there is nothing to pick from");
    return item;
  }

  /** The same items in another order, every order being equally likely. */
  shuffled<Item>(items: readonly Item[]): Item[] {
    const rest = [...items];
    return items.map(() => rest.splice(this.below(rest.length), 1)).flat();
  }
}
