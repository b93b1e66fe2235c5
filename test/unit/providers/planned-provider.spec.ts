import assert from "node:assert/strict";
import { PlannedProvider } from "../../../tools/providers/planned/provider";
import type { ProviderDefinition, ResourceType } from "../../../tools/providers/planned/resource-type";
import { textOf } from "../../../tools/providers/planned/inputs";
import { atLeast } from "../../../tools/providers/planned/rules";
import { EngineLog } from "../../../tools/providers/shared/engine-log";
import { Secret, Unknown } from "../../../tools/providers/shared/property-value";
import type { PropertyMap } from "../../../tools/providers/shared/property-value";

const urn = "urn:pulumi:s::p::pkg:index:Parent$pkg:index/thing:Thing::thing";
const thing: ResourceType = {
  token: "pkg:index/thing:Thing",
  description: "",
  stateVersion: 1,
  idFollowsChanges: true,
  properties: {
    size: { type: "integer", description: "", role: "required", replaces: true, rules: [atLeast(1)] },
    color: { type: "string", description: "", role: "optional", default: "red" },
    names: { type: "strings", description: "", role: "optional", replaces: (prior) => prior !== undefined },
    tags: { type: "map", description: "", role: "optional" },
    owner: {
      type: { name: "Owner", fields: { name: "string", aliases: "strings" } },
      description: "",
      role: "optional",
    },
    key: { type: "string", description: "", role: "optional", secret: true },
    token: { type: "string", description: "", role: "optional", secret: true, writeOnly: true },
    stamp: { type: "string", description: "", role: "computed", keepsState: true },
    digest: { type: "string", description: "", role: "computed", secret: true },
  },
  create: (_planned, inputs) => ({
    id: "id-1",
    computed: { stamp: "now", digest: `d${textOf(inputs, "token")}` },
  }),
};
const definition: ProviderDefinition = {
  name: "pkg",
  version: "1.2.3",
  description: "",
  resources: [thing],
  functions: [],
};
const provider = new PlannedProvider(definition, new EngineLog(undefined));

const state: PropertyMap = {
  size: 1,
  color: "red",
  stamp: "now",
  digest: new Secret("d"),
  id: "id-1",
  __meta: "x",
};
const reasons = async (news: PropertyMap): Promise<string[]> =>
  ((await provider.check({ urn, olds: {}, news, randomSeed: new Uint8Array() })).failures ?? []).map(
    ({ reason }) => reason,
  );
const diff = (news: PropertyMap, olds = state) =>
  provider.diff({ id: "id-1", urn, olds, news, ignoreChanges: [] });

describe("a planned provider's check", () => {
  it("reports every mistake at once, with its path", async () => {
    const wrong: PropertyMap = {
      color: 1,
      names: ["a", 2],
      tags: { a: true },
      owner: { nme: "x", aliases: "y" },
      extra: 1,
    };
    assert.deepEqual((await reasons(wrong)).sort(), [
      "color must be a string (got number).",
      "extra is not an input of this resource. Remove it.",
      "names[1] must be a string (got number).",
      "owner.aliases must be a list of strings (got string).",
      "owner.nme is not a field here. Known fields: name, aliases.",
      "size is missing. It is required; set it.",
      "tags.a must be a string (got boolean).",
    ]);
    assert.deepEqual(await reasons({ size: 0 }), ["size must be at least 1 (got 0)."]);
    assert.deepEqual(await reasons({ size: 1.5 }), ["size must be a whole number (got number)."]);
  });

  it("does not judge what is not known yet, wherever it is", async () => {
    const { value } = Unknown;
    assert.deepEqual(await reasons({ size: value, names: [value], owner: { name: value }, tags: value }), []);
  });

  it("names no property beside the reason, because the engine would print its value", async () => {
    const news = { size: 1, key: new Secret(["top", "secret"]) };
    const { failures = [], inputs } = await provider.check({
      urn,
      olds: {},
      news,
      randomSeed: new Uint8Array(),
    });
    assert.deepEqual(failures, [{ property: "", reason: "key must be a string (got a list)." }]);
    assert.ok(inputs["key"] instanceof Secret);
  });

  it("marks secret inputs, and keeps marks that the program set", async () => {
    const news = { size: 1, key: "k", color: new Secret("blue") };
    const { inputs } = await provider.check({ urn, olds: {}, news, randomSeed: new Uint8Array() });
    assert.deepEqual(inputs, { size: 1, key: new Secret("k"), color: new Secret("blue") });
  });
});

describe("a planned provider's diff", () => {
  it("finds nothing when inputs equal the state, defaults and nulls left out", async () => {
    for (const news of [{ size: 1 }, { size: 1, color: "red" }, { size: 1, names: null, tags: null }]) {
      assert.deepEqual(await diff(news), { changed: false, replaces: [], changedKeys: [] });
    }
  });

  it("updates in place and forgets computed values that do not keep their state", async () => {
    const answer = await diff({ size: 1, color: "blue" });
    assert.deepEqual(answer, { changed: true, replaces: [], changedKeys: ["color", "digest", "id"] });
  });

  it("replaces where a property asks for it, and where its rule does", async () => {
    assert.deepEqual((await diff({ size: 2, color: "blue" })).replaces, ["size"]);
    assert.deepEqual((await diff({ size: 1, names: ["a"] })).replaces, []);
    assert.deepEqual((await diff({ size: 1, names: ["b"] }, { ...state, names: ["a"] })).replaces, ["names"]);
    assert.deepEqual((await diff({ size: 1 }, { ...state, names: ["a"] })).replaces, ["names"]);
  });

  it("takes an input that is not known yet for a change", async () => {
    assert.deepEqual((await diff({ size: Unknown.value })).replaces, ["size"]);
    assert.equal(
      (await diff({ size: 1, tags: { a: Unknown.value } }, { ...state, tags: { a: "x" } })).changed,
      true,
    );
  });
});

describe("a planned provider's operations", () => {
  const operation = { urn, timeoutSeconds: 0 };

  it("previews defaults as known and computed values as unknown", async () => {
    const { id, outputs } = await provider.create({ ...operation, inputs: { size: 1 }, preview: true });
    assert.equal(id, "");
    assert.deepEqual(outputs, {
      size: 1,
      color: "red",
      stamp: Unknown.value,
      digest: new Secret(Unknown.value),
      id: Unknown.value,
    });
  });

  it("creates a state with its version, and secrets marked", async () => {
    const { id, outputs } = await provider.create({
      ...operation,
      inputs: { size: 1, key: "k" },
      preview: false,
    });
    assert.equal(id, "id-1");
    assert.deepEqual(outputs, {
      size: 1,
      color: "red",
      key: new Secret("k"),
      stamp: "now",
      digest: new Secret("d"),
      id: "id-1",
      __meta: '{"schema_version":"1"}',
    });
  });

  it("uses write-only inputs on creation, and keeps them in no output", async () => {
    const inputs = { size: 1, token: new Secret("t") };
    const { outputs } = await provider.create({ ...operation, inputs, preview: false });
    assert.deepEqual(outputs["digest"], new Secret("dt"));
    assert.ok(!("token" in outputs));
    assert.ok(!("token" in (await provider.create({ ...operation, inputs, preview: true })).outputs));
    assert.equal((await diff({ size: 1, token: "other" })).changed, false);
  });

  it("refreshes a state without changing it, and drops what other providers kept in it", async () => {
    const outputs = { ...state, __pulumi_raw_state_delta: { obj: {} } };
    const answer = await provider.read({ id: "id-1", urn, outputs, inputs: { size: 1 } });
    assert.deepEqual(answer.inputs, { size: 1 });
    assert.deepEqual(answer.outputs, { ...state, __meta: '{"schema_version":"1"}' });
  });

  it("refuses imports and types that it does not have, and says what to do", async () => {
    await assert.rejects(
      provider.read({ id: "x", urn, outputs: {}, inputs: {} }),
      /pkg:index\/thing:Thing cannot be imported/,
    );
    const other = urn.replace("index/thing:Thing::", "index/other:Other::");
    await assert.rejects(
      provider.create({ ...operation, urn: other, inputs: {}, preview: false }),
      /no resource type pkg:index\/other:Other \(it has: pkg:index\/thing:Thing\). Install the official pkg plugin/,
    );
  });

  it("describes itself in a package schema", async () => {
    const schema = JSON.parse(await provider.schema()) as Record<
      string,
      Record<string, Record<string, unknown>>
    >;
    const resource = schema["resources"]?.[thing.token];
    assert.deepEqual(resource?.["required"], ["color", "digest", "size", "stamp"]);
    assert.deepEqual(resource["requiredInputs"], ["size"]);
    const inputs = resource["inputProperties"] as Record<string, unknown>;
    assert.deepEqual(Object.keys(inputs).sort(), ["color", "key", "names", "owner", "size", "tags", "token"]);
    assert.deepEqual(inputs["owner"], { $ref: "#/types/pkg:index/Owner:Owner", description: "" });
  });
});
