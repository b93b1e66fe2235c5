import assert from "node:assert/strict";
import { compareSync } from "bcryptjs";
import { ContractStack } from "../harness";
import type { ResourceState } from "../harness";
import { reportProvider } from "../provider-in-use";

interface Import {
  readonly type: string;
  readonly id: string;
  /** What a program gives to get the resource that is imported. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** The resulting id, where it is not the one given. */
  readonly resultingId?: string;
  readonly outputs: Readonly<Record<string, unknown>>;
}

const uuid = "aabbccdd-eeff-0011-2233-445566778899";
const imports: Readonly<Record<string, Import>> = {
  bytes: { type: "RandomBytes", id: "AAECAw==", inputs: { length: 4 }, outputs: { length: 4 } },
  id: {
    type: "RandomId",
    id: "p-,AAECAw",
    inputs: { byteLength: 4, prefix: "p-" },
    resultingId: "AAECAw",
    outputs: { byteLength: 4, dec: "p-66051", hex: "p-00010203", b64Std: "p-AAECAw==", b64Url: "p-AAECAw" },
  },
  integer: {
    type: "RandomInteger",
    id: "7,1,10",
    inputs: { min: 1, max: 10 },
    resultingId: "7",
    outputs: { result: 7 },
  },
  password: {
    type: "RandomPassword",
    id: "correct horse",
    inputs: { length: 13 },
    resultingId: "none",
    outputs: { special: true },
  },
  string: {
    type: "RandomString",
    id: "abcdef",
    inputs: { length: 6 },
    outputs: { result: "abcdef", numeric: true },
  },
  uuid: { type: "RandomUuid", id: uuid, inputs: {}, outputs: { result: uuid } },
};

describe("random contract: imports", function () {
  this.timeout(300_000);
  let stack: ContractStack;
  let resources: ReadonlyMap<string, ResourceState>;

  before(async () => {
    stack = await ContractStack.open("random/cases", ["provider-random"]);
    reportProvider(stack.toolchain);
  });
  after(() => {
    stack.close();
  });

  it("imports by id while the program gives the same inputs", async () => {
    const cases = Object.entries(imports).map(
      ([name, { type, inputs, id }]) => [name, { type, inputs, import: id }] as const,
    );
    stack.configure({ cases: Object.fromEntries(cases) });
    await stack.up();
    const withoutImport = Object.entries(imports).map(
      ([name, { type, inputs }]) => [name, { type, inputs }] as const,
    );
    stack.configure({ cases: Object.fromEntries(withoutImport) });
    await stack.up("--expect-no-changes");
    resources = await stack.resources();
  });

  for (const [name, { type, id, resultingId, outputs }] of Object.entries(imports)) {
    it(`fills in the outputs of ${type}`, () => {
      const resource = resources.get(name);
      assert.equal(resource?.id, resultingId ?? id);
      for (const [property, value] of Object.entries(outputs)) {
        assert.deepEqual(resource.outputs[property], value, property);
      }
    });
  }

  it("hashes an imported password", async () => {
    const { stdout } = await stack.must("stack", "export", "--show-secrets");
    const hash = /"bcryptHash":.*?\$2a\$10\$([./A-Za-z0-9]{53})/s.exec(stdout)?.[1];
    assert.ok(hash !== undefined && compareSync("correct horse", `$2a$10$${hash}`));
    assert.ok(!(await stack.exportedText()).includes("correct horse"));
  });

  for (const [type, id] of [
    ["RandomUuid", "no-uuid"],
    ["RandomInteger", "1,2"],
    ["RandomBytes", "!"],
  ]) {
    it(`refuses an id that cannot be one of ${type ?? ""}`, async () => {
      stack.configure({ cases: { wrong: { type, inputs: {}, import: id } } });
      const text = await stack.failing("up", "--yes", "--skip-preview");
      assert.match(text, /wrong/);
      assert.doesNotMatch(text, /^\s+at .*:\d+:\d+\)?$/m);
    });
  }
});
