import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { parse } from "yaml";
import { formats } from "../../../model/schema/formats";
import { patternOfFormat, publishedSchemaFile } from "../../../tools/generate/published-schema";
import { goldenCases } from "../../support/golden-cases";

const repository = join(__dirname, "..", "..", "..");
const schema = JSON.parse(readFileSync(join(repository, publishedSchemaFile), "utf8")) as Record<
  string,
  unknown
>;

describe("the schema for editors", () => {
  // Strict: what a validator does not know is refused, as it would be ignored in an editor.
  const validate = new Ajv({ strict: true, allowUnionTypes: true, allErrors: true }).compile(schema);

  it("is draft-07, which editors' language servers read, and holds nothing of our own", () => {
    assert.equal(schema["$schema"], "http://json-schema.org/draft-07/schema#");
    assert.ok(!/"(asType|format)":\s*"/.test(JSON.stringify(schema)));
  });

  for (const { name, input } of goldenCases().filter((each) => !each.name.startsWith("refused-")))
    it(`accepts what the library accepts: ${name}`, () => {
      assert.ok(validate({ $schema: "x", ...input }), JSON.stringify(validate.errors));
    });

  it("accepts the example, whose first line tells editors where it is", () => {
    const text = readFileSync(join(repository, "examples", "definition-file", "mesh.yaml"), "utf8");
    assert.match(text, /^# yaml-language-server: \$schema=..\/..\/schema\/mesh-definition\.schema\.json\n/);
    assert.ok(validate(parse(text)), JSON.stringify(validate.errors));
  });

  it("refuses unknown fields, values and shapes", () => {
    const base = { name: "shop", environment: "staging", namespaces: {}, services: {} };
    for (const wrong of [
      { nam: 1 },
      { environment: "prod" },
      { name: "Shop" },
      { trust: { issuer: { validityDays: "1" } } },
    ])
      assert.ok(!validate({ ...base, ...wrong }), JSON.stringify(wrong));
  });

  it("describes every field", () => {
    const nodes = [schema, ...Object.values(schema["definitions"] as Record<string, object>)] as {
      properties?: Record<string, { description?: string; $ref?: string }>;
    }[];
    const bare = nodes.flatMap(({ properties = {} }) =>
      Object.entries(properties)
        .filter(([, { description }]) => (description ?? "") === "")
        .map(([key]) => key),
    );
    assert.deepEqual(bare, []);
  });

  it("has patterns for formats that exist only", () => {
    assert.deepEqual(
      Object.keys(patternOfFormat).filter((name) => formats[name] === undefined),
      [],
    );
  });
});
