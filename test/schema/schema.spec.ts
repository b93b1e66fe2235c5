import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { ComponentProvider, getPulumiComponents } from "@pulumi/pulumi/provider/experimental/provider";
import { parse } from "yaml";
import * as library from "../../index";
import { copySources } from "../package/packed-package";
import { schemaFromPluginHost } from "./plugin-host";

const repository = join(__dirname, "..", "..");
const golden = join(__dirname, "golden", "schema.json");
const name = "pulumi-service-mesh";

interface Described {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Described>>;
  readonly inputProperties?: Readonly<Record<string, Described>>;
}

interface Schema {
  readonly resources: Readonly<Record<string, Described>>;
  readonly types: Readonly<Record<string, Described>>;
}

function propertiesOf({ resources, types }: Schema): [path: string, property: Described][] {
  return Object.entries({ ...resources, ...types }).flatMap(([token, { properties, inputProperties }]) =>
    Object.entries({ ...properties, ...inputProperties }).map(([key, property]): [string, Described] => [
      `${token}.${key}`,
      property,
    ]),
  );
}

describe("the schema for other languages", function () {
  this.timeout(300_000);
  let schema: Schema;

  before(async () => {
    const components = getPulumiComponents(library);
    const provider = new ComponentProvider({ name, components, dirname: repository });
    schema = JSON.parse(await provider.getSchema()) as Schema;
  });

  it("is the one that was reviewed", () => {
    const text = `${JSON.stringify(schema, null, 2)}\n`;
    if (process.env["UPDATE_GOLDENS"] === "1") {
      mkdirSync(dirname(golden), { recursive: true });
      writeFileSync(golden, text);
    }
    assert.ok(existsSync(golden), "there is no golden schema yet: run with UPDATE_GOLDENS=1 and review it");
    assert.equal(
      text,
      readFileSync(golden, "utf8"),
      "the schema changed: run with UPDATE_GOLDENS=1 and review it",
    );
  });

  it("offers every component that TypeScript programs have", () => {
    const classes = getPulumiComponents(library).map((component) => `${name}:index:${component.name}`);
    assert.deepEqual(Object.keys(schema.resources).sort(), classes.sort());
  });

  it("leaves nothing untyped but what is raw by its nature", () => {
    const untyped = propertiesOf(schema).filter(([, property]) =>
      JSON.stringify(property).includes("pulumi.json#/Any"),
    );
    assert.deepEqual(untyped.map(([path]) => path.replace(`${name}:index:`, "")).sort(), [
      "BackendExtras.manifests",
      "ControlPlaneDefinition.values",
      "ObjectPatch.patch",
    ]);
  });

  it("describes everything", () => {
    const silent = propertiesOf(schema).filter(([, { description = "" }]) => description === "");
    assert.deepEqual(
      silent.map(([path]) => path),
      [],
    );
  });

  it("is served by the plugin host from a clone, in whatever folder the user works", async () => {
    const directory = mkdtempSync(join(tmpdir(), "service-mesh-user-"));
    try {
      const clone = join(directory, "clone");
      copySources(clone);
      assert.deepEqual(await schemaFromPluginHost(clone, directory), schema);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});

describe("PulumiPlugin.yaml", () => {
  it("makes the package a plugin that Node.js runs, and is part of it", () => {
    const plugin = parse(readFileSync(join(repository, "PulumiPlugin.yaml"), "utf8")) as { runtime: string };
    assert.equal(plugin.runtime, "nodejs");
    const manifest = JSON.parse(readFileSync(join(repository, "package.json"), "utf8")) as {
      name: string;
      files: string[];
    };
    assert.equal(manifest.name, name);
    assert.ok(manifest.files.includes("PulumiPlugin.yaml"));
  });
});
