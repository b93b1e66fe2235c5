import assert from "node:assert/strict";
import { ProviderProcess } from "../provider-process";

interface Mistake {
  readonly type: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Patterns that the message of any provider matches. */
  readonly says: readonly RegExp[];
}

const mistakes: Readonly<Record<string, Mistake>> = {
  "a password of no length": {
    type: "RandomPassword",
    inputs: { length: 0 },
    says: [/length/, /at least 1/],
  },
  "minimums beyond the length": {
    type: "RandomString",
    inputs: { length: 3, minUpper: 2, minLower: 2 },
    says: [/length/, /at least/, /sum/, /min_?upper/i],
  },
  "no characters at all": {
    type: "RandomPassword",
    inputs: { length: 5, special: false, upper: false, lower: false, numeric: false },
    says: [/special/, /upper/, /lower/, /true/],
  },
  "number against numeric": {
    type: "RandomString",
    inputs: { length: 5, number: true, numeric: false },
    says: [/number/i, /numeric/],
  },
  "a minimum above the maximum": {
    type: "RandomInteger",
    inputs: { min: 5, max: 1 },
    says: [/min/i, /max/i, /smaller/],
  },
  "no bytes": { type: "RandomBytes", inputs: { length: 0 }, says: [/length/, /at least 1/] },
};

describe("random contract: mistakes", function () {
  this.timeout(300_000);
  let provider: ProviderProcess;

  before(async () => {
    provider = await ProviderProcess.start("provider-random");
  });
  after(() => {
    provider.stop();
  });

  for (const [title, { type, inputs, says }] of Object.entries(mistakes)) {
    it(`refuses ${title}`, async () => {
      const token = `random:index/${type.charAt(0).toLowerCase()}${type.slice(1)}:${type}`;
      await assert.rejects(provider.create(token, inputs), (error: Error) => {
        for (const pattern of says) assert.match(error.message, pattern);
        return true;
      });
    });
  }
});
