import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ComponentProvider, getPulumiComponents } from "@pulumi/pulumi/provider/experimental/provider";
import { parse } from "yaml";
import * as library from "../../index";
import { skipBecause } from "../support/skip";
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

describe("the schema for other languages", function () {
  this.timeout(300_000);
  let schema: Schema;

  before(async function () {
    // The SDK's analyzer reads a constant of one member as a lone literal, and refuses it.
    if (Object.keys(library.BackendName).length < 2) {
      skipBecause(this, "the SDK's analyzer takes no enum of one member, and BackendName has one");
    }
    const components = getPulumiComponents(library);
    const provider = new ComponentProvider({ name, components, dirname: repository });
    schema = JSON.parse(await provider.getSchema()) as Schema;
  });

  it("is the one that was reviewed", () => {
    const text = `${JSON.stringify(schema, null, 2)}\n`;
    if (process.env["UPDATE_GOLDENS"] === "1") writeFileSync(golden, text);
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

  it("leaves nothing untyped", () => {
    assert.ok(!JSON.stringify(schema).includes("pulumi.json#/Any"));
  });

  it("describes everything", () => {
    const silent: string[] = [];
    const visit = (path: string, described: Described): void => {
      const { properties = {}, inputProperties = {} } = described;
      for (const [key, property] of Object.entries({ ...properties, ...inputProperties })) {
        if ((property.description ?? "") === "") silent.push(`${path}.${key}`);
      }
    };
    for (const [token, described] of Object.entries({ ...schema.resources, ...schema.types }))
      visit(token, described);
    assert.deepEqual(silent, []);
  });

  it("is served by the plugin host, in whatever folder the user works", async () => {
    const directory = mkdtempSync(join(tmpdir(), "service-mesh-user-"));
    try {
      assert.deepEqual(await schemaFromPluginHost(repository, directory), schema);
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
