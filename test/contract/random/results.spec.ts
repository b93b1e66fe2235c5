import assert from "node:assert/strict";
import { compareSync } from "bcryptjs";
import { ContractStack, isEncrypted } from "../harness";
import type { ResourceState } from "../harness";
import { outputNames, reportProvider } from "../provider-in-use";

interface Results {
  readonly bytes: { readonly base64: string; readonly hex: string };
  readonly id: {
    readonly b64Std: string;
    readonly b64Url: string;
    readonly dec: string;
    readonly hex: string;
  };
  readonly integer: number;
  readonly password: { readonly result: string; readonly bcryptHash: string };
  readonly pet: string;
  readonly shuffle: readonly string[];
  readonly string: string;
  readonly uuid: string;
  readonly uuid4: string;
  readonly uuid7: string;
}

const characterFlags = [
  "length",
  "lower",
  "minLower",
  "minNumeric",
  "minSpecial",
  "minUpper",
  "number",
  "numeric",
];

describe("random contract: results", function () {
  this.timeout(300_000);
  let stack: ContractStack;
  let resources: ReadonlyMap<string, ResourceState>;
  let results: Results;
  let exported: string;

  before(async () => {
    stack = await ContractStack.open("random/all", ["provider-random"]);
    reportProvider(stack.toolchain);
  });
  after(() => {
    stack.close();
  });

  const outputsOf = (name: string): Record<string, unknown> => ({ ...resources.get(name)?.outputs });

  it("knows inputs and defaults in a preview, and nothing drawn", async () => {
    stack.configure({ logKnown: true });
    const expected = {
      bytes: ["length"],
      id: ["byteLength"],
      integer: ["max", "min"],
      password: [...characterFlags, "special", "upper"],
      pet: ["length", "separator"],
      shuffle: ["inputs", "resultCount"],
      string: [...characterFlags, "special", "upper"],
      uuid: [],
    };
    const names = Object.entries(expected).flatMap(([name, known]) =>
      [...known, "urn"].map((property) => `${name}.${property}`),
    );
    assert.deepEqual(await stack.knownInPreview(), names.sort());
    stack.configure({});
  });

  it("draws everything once, and finds nothing to do the second time", async () => {
    await stack.up();
    await stack.up("--expect-no-changes");
    await stack.must("refresh", "--yes", "--expect-no-changes");
    resources = await stack.resources();
    exported = await stack.exportedText();
    results = (await stack.outputs())["results"] as Results;
  });

  it("gives each resource the outputs of its type", () => {
    const expected: Readonly<Record<string, readonly string[]>> = {
      bytes: ["base64", "hex", "length"],
      id: ["b64Std", "b64Url", "byteLength", "dec", "hex", "id"],
      integer: ["id", "max", "min", "result"],
      password: ["bcryptHash", "id", ...characterFlags, "result", "special", "upper"],
      pet: ["id", "length", "separator"],
      shuffle: ["id", "inputs", "resultCount", "results"],
      string: ["id", ...characterFlags, "result", "special", "upper"],
      uuid: ["id", "result"],
      uuid4: ["id", "result"],
      uuid7: ["id", "result"],
    };
    for (const [name, names] of Object.entries(expected)) {
      assert.deepEqual(outputNames(outputsOf(name)), names, name);
    }
    assert.equal(outputsOf("password")["__meta"], '{"schema_version":"3"}');
    assert.equal(outputsOf("string")["__meta"], '{"schema_version":"2"}');
  });

  it("keeps bytes and passwords encrypted in the state, and the rest in clear text", () => {
    for (const [name, { outputs }] of resources) {
      const encrypted = Object.keys(outputs).filter((property) => isEncrypted(outputs[property]));
      const expected = { bytes: ["base64", "hex"], password: ["bcryptHash", "result"] }[name] ?? [];
      assert.deepEqual(encrypted.sort(), expected, name);
    }
    for (const secret of [results.bytes.hex, results.password.result, results.password.bcryptHash]) {
      assert.ok(!exported.includes(secret));
    }
    assert.equal(resources.get("password")?.id, "none");
  });

  it("writes the same bytes in every notation", () => {
    assert.equal(Buffer.from(results.bytes.base64, "base64").toString("hex"), results.bytes.hex);
    assert.equal(results.bytes.hex.length, 32);
    const { b64Std, b64Url, dec, hex } = results.id;
    assert.equal(BigInt(`0x${hex}`).toString(), dec);
    assert.equal(Buffer.from(hex, "hex").toString("base64"), b64Std);
    assert.equal(Buffer.from(hex, "hex").toString("base64url"), b64Url);
    assert.equal(resources.get("id")?.id, b64Url);
  });

  it("draws strings of the characters and minimums asked for", () => {
    assert.match(results.string, /^[A-Za-z0-9]{12}$/);
    assert.equal(resources.get("string")?.id, results.string);
    assert.equal(results.password.result.length, 24);
    assert.match(results.password.result, /^[A-Za-z0-9!@#$%&*()\-_=+[\]{}<>:?]+$/);
    assert.ok(results.password.result.replace(/[A-Za-z0-9]/g, "").length >= 2);
    assert.match(results.password.bcryptHash, /^\$2a\$10\$/);
    assert.ok(compareSync(results.password.result, results.password.bcryptHash));
  });

  it("draws numbers, orders, names and UUIDs", () => {
    assert.ok(Number.isInteger(results.integer) && results.integer >= 1 && results.integer <= 6);
    assert.deepEqual([...results.shuffle.slice(0, 3)].sort(), ["a", "b", "c"]);
    assert.equal(results.shuffle.length, 5);
    assert.equal(new Set(results.shuffle.slice(3)).size, 2);
    assert.match(results.pet, /^[a-z]+-[a-z]+-[a-z]+$/);
    const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
    for (const text of [results.uuid, results.uuid4, results.uuid7]) assert.match(text, uuid);
    assert.match(results.uuid4, /^.{14}4.{4}[89ab]/);
    assert.match(results.uuid7, /^.{14}7.{4}[89ab]/);
    const milliseconds = parseInt(results.uuid7.replaceAll("-", "").slice(0, 12), 16);
    assert.ok(Math.abs(Date.now() - milliseconds) < 3_600_000);
  });
});
