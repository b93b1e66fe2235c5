import assert from "node:assert/strict";
import { stringify } from "yaml";
import { parseMeshDefinition, renderMesh } from "../../../backends";
import { MeshInputError, type DefinitionFormat } from "../../../model";
import { goldenCases } from "../../support/golden-cases";

function failure(text: string, format: DefinitionFormat = "yaml"): string[] {
  try {
    parseMeshDefinition(text, format, `mesh.${format}`);
    return [];
  } catch (error) {
    assert.ok(error instanceof MeshInputError, String(error));
    return error.message
      .split("\n")
      .slice(1)
      .map((line) => line.replace(/^ *- /, ""));
  }
}

const head = "name: shop\nenvironment: staging\nnamespaces: { shop: {} }\n";

describe("a definition in a file", () => {
  const accepted = goldenCases().filter(({ name }) => !name.startsWith("refused-"));

  it("is the same mesh in TypeScript, YAML and JSON", () => {
    for (const { input, name } of accepted.slice(0, 60)) {
      const text = JSON.stringify(renderMesh(input));
      assert.equal(JSON.stringify(renderMesh(parseMeshDefinition(stringify(input), "yaml"))), text, name);
      assert.equal(
        JSON.stringify(renderMesh(parseMeshDefinition(JSON.stringify(input, null, "\t"), "json"))),
        text,
        name,
      );
    }
  });

  it("may name its schema for editors", () => {
    assert.deepEqual(failure(`$schema: ./mesh.schema.json\n${head}services: {}\n`), []);
  });

  it("may name a value once and use it again", () => {
    const text = `${head}services:\n  shop/a: &plain { replicas: 2 }\n  shop/b: *plain\n`;
    assert.deepEqual(parseMeshDefinition(text, "yaml").services["shop/b"], { replicas: 2 });
  });

  it("takes on for what it is in YAML 1.2, a text", () => {
    const text = `${head}services:\n  shop/a:\n    ports: [{ port: 80, protocol: http }]\n    retries: { attempts: 1, on: [5xx] }\n`;
    assert.deepEqual(parseMeshDefinition(text, "yaml").services["shop/a"]?.retries?.on, ["5xx"]);
  });

  it("says line and column, and the path, of everything that is wrong at once", () => {
    const text = `${head}services:\n  shop/a:\n    ports:\n      - { port: 80, protocol: htpp }\n    timeouts:\n      request: 1m30s\n    alow: []\n`;
    assert.deepEqual(
      failure(text).map((line) => line.split(" is ")[0]),
      [
        'mesh.yaml:9:5 services["shop/a"].alow:',
        'mesh.yaml:7:21 services["shop/a"].ports[0].protocol:',
        'mesh.yaml:9:7 services["shop/a"].timeouts.request:',
      ].map((line, index) => (index === 0 ? line.replace(":9:", ":10:") : line)),
    );
  });

  it("points to what a missing field is missing from", () => {
    assert.match(
      failure("name: shop\nnamespaces: {}\nservices: {}\n").join(),
      /^mesh\.yaml:1:1 environment: is missing/,
    );
  });

  it("points into JSON, too", () => {
    const text = `{\n\t"name": "shop",\n\t"environment": "stagin",\n\t"namespaces": {},\n\t"services": {}\n}`;
    assert.match(failure(text, "json").join(), /^mesh\.json:3:2 environment: .* Did you mean "staging"\?/);
  });
});

describe("traps of YAML", () => {
  for (const [what, text, line] of [
    ["a key that is there twice", `${head}services: {}\nname: other\n`, /^mesh\.yaml:5:1: names a key twice/],
    [
      "a merge key",
      `${head}x: &a { replicas: 1 }\nservices:\n  shop/a: { <<: *a }\n`,
      /^mesh\.yaml:6:13: merges another map/,
    ],
    ["a tag", `${head}services: !mesh {}\n`, /: has a tag \(got "!mesh"\)/],
    ["a key that is no text", `${head}services: {}\n? [a]\n: 1\n`, /: has a key that is no text/],
    ["two documents", `${head}services: {}\n---\nname: b\n`, /: holds more than one document/],
    [
      "YAML 1.1",
      `%YAML 1.1\n---\n${head}services: {}\n`,
      /: asks for YAML 1\.1\. .* on, off, yes and no are texts/,
    ],
    [
      "an alias without an anchor",
      `${head}services: *nothing\n`,
      /^mesh\.yaml:4:11: uses a name that nothing has \(got "\*nothing"\)/,
    ],
    [
      "a tab for indentation",
      `${head}services:\n\tshop/a: {}\n`,
      /^mesh\.yaml:5:\d+: is not YAML \(Tabs are not allowed/,
    ],
    ["a bracket that stays open", `${head}services: {\n`, /: is not YAML/],
    [
      "a number where a text belongs",
      `${head}services: { shop/a: { selector: { version: 1.10 } } }\n`,
      /selector\.version: has the wrong type .* Write it in quotes: "1\.10"/,
    ],
    [
      "yes for true",
      `${head}services: {}\ncontrolPlane: { nativeSidecars: yes }\n`,
      /nativeSidecars: .* Write true: in YAML 1\.2 yes is a text/,
    ],
    [
      "a number in quotes",
      `${head}services: { shop/a: { replicas: "2" } }\n`,
      /replicas: .* Write it without quotes: 2/,
    ],
    [
      "a key without a value",
      `${head}services: { shop/a: { allow: [{ fromAny: }] } }\nclusterDomain:\n`,
      /^mesh\.yaml:5:1 clusterDomain: has no value/m,
    ],
    ["nothing at all", "", /^mesh\.yaml: has the wrong type|object/],
  ] as const)
    it(`are told: ${what}`, () => {
      assert.match(failure(text).join("\n"), line);
    });

  it("are none in JSON, where a comment is one", () => {
    assert.match(
      failure(`{ "name": "shop", // the shop\n}`, "json").join(),
      /^mesh\.json:1:\d+: is not JSON/,
    );
    assert.match(
      failure(`{ "name": "a",\n "name": "b" }`, "json").join(),
      /^mesh\.json:2:2: names a key twice/,
    );
  });

  it("never crash the reader", () => {
    const bomb = [
      "a: &a [x,x,x,x,x,x,x,x,x]",
      ..."bcdefghi".split("").map(
        (c, i) =>
          `${c}: &${c} [${Array(9)
            .fill(`*${"abcdefghi"[i] ?? ""}`)
            .join(",")}]`,
      ),
    ].join("\n");
    assert.notDeepEqual(failure(bomb), []);
    for (const text of [
      "\u0000",
      "[",
      "- - -",
      "{}",
      "null",
      "*a",
      "&a *a",
      "? ? ?",
      "%",
      "!!binary x",
      "a: b: c",
    ])
      assert.notDeepEqual(failure(text), [], text);
  });
});
