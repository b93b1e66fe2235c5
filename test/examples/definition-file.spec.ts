import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseMeshDefinition, renderMesh, type RenderedMesh } from "../../backends";
import { readMeshDefinition } from "../../components";
import { Protocol, type MeshDefinition } from "../../model";

const repository = join(__dirname, "..", "..");
const file = join(repository, "examples", "definition-file", "mesh.yaml");

/** What `examples/add-a-service` and the README's first example define together. */
function inTypeScript(): MeshDefinition {
  return {
    name: "shop",
    environment: "development",
    controlPlane: { management: "existing" },
    namespaces: { shop: { management: "created" } },
    services: {
      "shop/web": {
        ports: [{ port: 80, targetPort: 8080, protocol: Protocol.Http }],
        allow: [{ fromAny: "anyone" }],
      },
      "shop/checkout": { ports: [{ port: 5050, protocol: Protocol.Grpc }], allow: [{ from: ["web"] }] },
      "shop/giftwrap": {
        ports: [{ port: 8080, protocol: Protocol.Http }],
        allow: [{ from: ["checkout"] }],
        timeouts: { request: "2s" },
      },
    },
  };
}

function bytes({ objects, installation }: RenderedMesh): string {
  return JSON.stringify({ objects, installation });
}

describe("the example of a definition in a file", () => {
  it("gives the same bytes as the README's example in TypeScript", () => {
    const definition = parseMeshDefinition(readFileSync(file, "utf8"), "yaml", "mesh.yaml");
    assert.equal(bytes(renderMesh(definition)), bytes(renderMesh(inTypeScript())));
  });

  it("is read by a program in one call", () => {
    assert.deepEqual(readMeshDefinition(file), inTypeScript());
  });

  it("tells what cannot be read, without a stack trace", () => {
    assert.throws(
      () => readMeshDefinition(join(repository, "nowhere.yaml")),
      /nowhere\.yaml: cannot be read \(ENOENT\)/,
    );
    assert.throws(
      () => readMeshDefinition("mesh.toml"),
      /is no file of a definition\. Its name ends in \.yaml, \.yml, \.json/,
    );
  });
});
