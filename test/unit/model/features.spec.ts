import assert from "node:assert/strict";
import { backends, Support } from "../../../backends";
import { collectUses, featureOfField, features, fieldsWithoutFeature } from "../../../model";
import { fieldKey } from "../../../model/features/uses";
import schema from "../../../model/schema/mesh-definition.schema.json";
import { cartPath, cartWith } from "../../support/definition";

interface SchemaNode {
  readonly $ref?: string;
  readonly const?: string;
  readonly enum?: readonly (string | number)[];
  readonly items?: SchemaNode;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
}

const types = Object.entries(schema.definitions as Readonly<Record<string, SchemaNode>>);

/** Values that a field or the entries of a list can have, where they are an enumeration. */
function valuesOf(node: SchemaNode): readonly string[] {
  if (node.items) return valuesOf(node.items);
  if (node.$ref !== undefined) {
    const target = node.$ref.replace("#/definitions/", "");
    return valuesOf(types.find(([name]) => name === target)?.[1] ?? {});
  }
  return node.enum?.map(String) ?? (node.const === undefined ? [] : [node.const]);
}

const fields = types.flatMap(([type, { properties = {} }]) =>
  Object.entries(properties).map(([name, node]) => ({ key: fieldKey(type, name), values: valuesOf(node) })),
);
const keysWithFeature: readonly string[] = Object.keys(featureOfField);

describe("the table of features", () => {
  for (const { key, values } of fields) {
    it(`knows what ${key} asks for`, () => {
      const byValue =
        values.length > 0 && values.every((value) => keysWithFeature.includes(`${key}=${value}`));
      assert.ok(keysWithFeature.includes(key) || byValue || fieldsWithoutFeature.has(key));
    });
  }

  it("lists no field or value that the model lacks", () => {
    const existing = new Set(
      fields.flatMap(({ key, values }) => [key, ...values.map((value) => `${key}=${value}`)]),
    );
    const listed = [...keysWithFeature, ...fieldsWithoutFeature];
    assert.deepEqual(
      listed.filter((key) => !existing.has(key)),
      [],
    );
  });

  it("says of no field both that it is a feature and that it is none", () => {
    assert.deepEqual(
      keysWithFeature.filter((key) => fieldsWithoutFeature.has(key)),
      [],
    );
  });

  it("has an id for each title and a title for each id", () => {
    assert.equal(new Set(features.map(({ id }) => id)).size, features.length);
    assert.equal(new Set(features.map(({ title }) => title)).size, features.length);
  });
});

describe("uses of features", () => {
  it("are found with the path of each", () => {
    const allow = [{ from: ["web"], requests: [{ methods: ["GET"] }] }];
    const retries = { attempts: 1, on: ["5xx", "gateway-error"] };
    const uses = collectUses(cartWith({ probes: [], allow, retries }));
    assert.deepEqual(
      uses.map(({ feature, path }) => [feature, path]),
      [
        ["ports.http", `${cartPath}.ports[0].protocol`],
        ["access.from.services", `${cartPath}.allow[0].from`],
        ["access.requests.methods", `${cartPath}.allow[0].requests[0].methods`],
        ["retries.attempts", `${cartPath}.retries.attempts`],
        ["retries.on.5xx", `${cartPath}.retries.on[0]`],
        ["retries.on.gatewayError", `${cartPath}.retries.on[1]`],
      ],
    );
  });
});

for (const backend of Object.values(backends)) {
  describe(`the capabilities of ${backend.title}`, () => {
    it("say something of every feature, and of nothing else", () => {
      assert.deepEqual(Object.keys(backend.capabilities).sort(), features.map(({ id }) => id).sort());
    });

    for (const { id } of features) {
      const { support, note, alternative } = backend.capabilities[id];

      it(`say of ${id} what it becomes, or why it cannot`, () => {
        assert.notEqual(note.trim(), "");
      });

      if (support === Support.Unsupported) {
        it(`name what to do instead of ${id}`, () => {
          assert.notEqual((alternative ?? "").trim(), "");
        });
      } else {
        it(`name nothing instead of ${id}, which works`, () => {
          assert.equal(alternative, undefined);
        });
      }
    }
  });
}
