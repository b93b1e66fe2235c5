import assert from "node:assert/strict";
import { ContractStack } from "../harness";
import type { Step } from "../harness";
import { reportProvider } from "../provider-in-use";

type Inputs = Readonly<Record<string, unknown>>;

interface Change {
  readonly type: string;
  readonly from: Inputs;
  readonly to: Inputs;
  readonly op: "replace" | "update" | "none";
  /** The properties that force the replacement. */
  readonly reasons: readonly string[];
}

const replaced = (type: string, from: Inputs, to: Inputs, ...reasons: string[]): Change => {
  return { type, from, to, op: "replace", reasons };
};
const updated = (type: string, from: Inputs, to: Inputs): Change => ({
  type,
  from,
  to,
  op: "update",
  reasons: [],
});
const unchanged = (type: string, from: Inputs, to: Inputs): Change => ({
  type,
  from,
  to,
  op: "none",
  reasons: [],
});

const changes: Readonly<Record<string, Change>> = {
  "keeper-added": replaced("RandomId", {}, { keepers: { epoch: "1" } }, "keepers"),
  "keeper-changed": replaced(
    "RandomUuid",
    { keepers: { epoch: "1" } },
    { keepers: { epoch: "2" } },
    "keepers",
  ),
  "keepers-removed": replaced("RandomPet", { keepers: { epoch: "1" } }, {}, "keepers"),
  "keepers-same": unchanged(
    "RandomInteger",
    { keepers: { a: "1", b: "2" } },
    { keepers: { b: "2", a: "1" } },
  ),
  "keepers-emptied": updated("RandomUuid", {}, { keepers: {} }),
  "bytes-keepers-emptied": replaced("RandomBytes", {}, { keepers: {} }, "keepers"),
  "bytes-longer": replaced("RandomBytes", {}, { length: 9 }, "length"),
  "id-longer": replaced("RandomId", {}, { byteLength: 9, prefix: "a" }, "byteLength", "prefix"),
  "integer-range": replaced("RandomInteger", {}, { min: 0, max: 10, seed: "a" }, "max", "min", "seed"),
  "password-longer": replaced("RandomPassword", {}, { length: 13, minUpper: 1 }, "length", "minUpper"),
  "password-defaults": unchanged("RandomPassword", {}, { special: true, minLower: 0, numeric: true }),
  "password-number": unchanged("RandomPassword", { numeric: false }, { number: false }),
  "string-no-digits": replaced("RandomString", {}, { numeric: false }, "number", "numeric"),
  "string-special": replaced("RandomString", {}, { overrideSpecial: "_" }, "overrideSpecial"),
  "string-no-empty-special": updated("RandomString", { overrideSpecial: "" }, {}),
  "pet-words": replaced(
    "RandomPet",
    {},
    { length: 3, prefix: "a", separator: "_" },
    "length",
    "prefix",
    "separator",
  ),
  "pet-defaults": unchanged("RandomPet", {}, { length: 2, separator: "-" }),
  "shuffle-inputs": replaced(
    "RandomShuffle",
    {},
    { inputs: ["b", "a"], resultCount: 1 },
    "inputs",
    "resultCount",
  ),
};

describe("random contract: what a changed input does", function () {
  this.timeout(300_000);
  let stack: ContractStack;
  let steps: ReadonlyMap<string, Step>;

  const configure = (side: "from" | "to"): void => {
    const cases = Object.entries(changes).map(
      ([name, change]) => [name, { type: change.type, inputs: change[side] }] as const,
    );
    stack.configure({ cases: Object.fromEntries(cases) });
  };

  before(async () => {
    stack = await ContractStack.open("random/cases", ["provider-random"]);
    reportProvider(stack.toolchain);
    configure("from");
    await stack.up();
    configure("to");
    steps = new Map((await stack.preview()).map((step) => [step.name, step]));
  });
  after(() => {
    stack.close();
  });

  for (const [name, { type, to, op, reasons }] of Object.entries(changes)) {
    it(`${type}, ${name.replaceAll("-", " ")}: ${JSON.stringify(to)} → ${op}`, () => {
      const step = steps.get(name);
      assert.equal(step?.op ?? "none", op);
      assert.deepEqual([...(step?.replaceReasons ?? [])].sort(), [...reasons].sort());
    });
  }

  it("applies them and then finds nothing to do", async () => {
    const before = await stack.resources();
    await stack.up();
    const after = await stack.resources();
    for (const [name, { op }] of Object.entries(changes)) {
      if (op !== "replace") assert.equal(after.get(name)?.id, before.get(name)?.id, name);
    }
    assert.equal(after.get("id-longer")?.outputs["prefix"], "a");
    assert.match(String(after.get("id-longer")?.outputs["hex"]), /^a[0-9a-f]{18}$/);
    assert.notEqual(after.get("keeper-changed")?.id, before.get("keeper-changed")?.id);
    await stack.up("--expect-no-changes");
  });
});
