import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { skipBecause } from "../support/skip";
import { PackedPackage } from "./packed-package";

/** Folders of the repository that a user has no use for. */
const internalFolders = ["test", "tools", "stacks", "bench", "examples", "docs"];

interface Manifest {
  readonly main: string;
  readonly types: string;
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly dependencies: Readonly<Record<string, string>>;
}

describe("the npm package", function () {
  this.timeout(600_000);
  let packed: PackedPackage;
  let project: string;
  let manifest: Manifest;

  before(function () {
    packed = PackedPackage.make();
    try {
      project = packed.installFor(join(__dirname, "consumer"));
    } catch (error) {
      if (isOffline(error)) skipBecause(this, "npm can reach no package registry");
      throw error;
    }
    manifest = JSON.parse(readFileSync(join(installed(), "package.json"), "utf8")) as Manifest;
  });
  after(() => {
    packed.remove();
  });

  const installed = (): string => join(project, "node_modules", "pulumi-service-mesh");
  const node = (...args: string[]): string =>
    execFileSync(process.execPath, args, { cwd: project, encoding: "utf8", stdio: "pipe" });

  it("holds compiled code, declarations and texts, and nothing of the workshop", () => {
    const allowed =
      /^(package\.json|README\.md|LICENSE|CHANGELOG\.md|PulumiPlugin\.yaml|schema\/mesh-definition\.schema\.json|dist\/.+\.(js|d\.ts|json))$/;
    assert.deepEqual(
      packed.files.filter((file) => !allowed.test(file)),
      [],
    );
    const internal = packed.files.filter((file) => internalFolders.includes(file.split("/")[1] ?? ""));
    assert.deepEqual(internal, []);
    for (const text of ["README.md", "LICENSE", "package.json"]) assert.ok(packed.files.includes(text), text);
  });

  it("has a declaration beside every module", () => {
    const modules = packed.files.filter((file) => file.endsWith(".js"));
    assert.ok(modules.length > 0);
    for (const module of modules) assert.ok(packed.files.includes(module.replace(/\.js$/, ".d.ts")), module);
  });

  it("points to files that exist", () => {
    const targets = Object.values(manifest.exports).flatMap((entry) =>
      typeof entry === "string" ? entry : Object.values(entry),
    );
    for (const target of [manifest.main, manifest.types, ...targets])
      assert.ok(existsSync(join(installed(), target)), target);
  });

  it("loads by require and by import, with the same names", () => {
    const print =
      "console.log(JSON.stringify(Object.keys(library).filter((name) => !['default', 'module.exports', '__esModule'].includes(name)).sort()))";
    const required = node("-e", `const library = require("pulumi-service-mesh"); ${print}`);
    const imported = node(
      "--input-type=module",
      "-e",
      `import * as library from "pulumi-service-mesh"; ${print}`,
    );
    assert.equal(imported, required);
    assert.ok((JSON.parse(required) as string[]).includes("Mesh"));
  });

  it("keeps everything that is not exported out of reach", () => {
    assert.throws(
      () => node("-e", 'require("pulumi-service-mesh/dist/index.js")'),
      /ERR_PACKAGE_PATH_NOT_EXPORTED/,
    );
    assert.match(node("-p", 'require("pulumi-service-mesh/package.json").name'), /^pulumi-service-mesh$/m);
  });

  it("does nothing when it is loaded: no file, no process, no resource, no global, no output, nothing left running", () => {
    writeFileSync(join(project, "load.cjs"), loadProgram);
    const before = readdirSync(project);
    const [major = 0] = process.versions.node.split(".").map(Number);
    const permissions = [major >= 22 ? "--permission" : "--experimental-permission", "--allow-fs-read=*"];
    const seen = node(...permissions, "--no-warnings", "load.cjs");
    assert.equal(seen.trim(), "loaded");
    assert.deepEqual(readdirSync(project), before);
  });

  it("type-checks a program of a strict project, with its own declarations", () => {
    for (const [module, moduleResolution] of [
      ["nodenext", "nodenext"],
      ["preserve", "bundler"],
    ]) {
      const compilerOptions = {
        strict: true,
        exactOptionalPropertyTypes: true,
        noUncheckedIndexedAccess: true,
        skipLibCheck: false,
        target: "ES2022",
        types: ["node"],
        noEmit: true,
        module,
        moduleResolution,
      };
      const include = ["program.ts", "mistakes.ts"];
      writeFileSync(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions, include }));
      // Declarations of other packages are theirs to keep right.
      assert.deepEqual(
        compilerErrors(project).filter((line) => !isForeign(line)),
        [],
        moduleResolution,
      );
    }
  });

  it("runs that program", () => {
    const compile = ["node_modules/typescript/bin/tsc", "program.ts", "--ignoreConfig", "--outDir", "."];
    node(...compile, "--module", "nodenext", "--target", "es2022", "--skipLibCheck", "--types", "node");
    const printed = JSON.parse(node("program.js").trim().split("\n").at(-1) ?? "{}") as {
      backend: string;
      namespaces: string[];
      calls: number;
      declared: string[];
    };
    assert.equal(printed.backend, "linkerd");
    assert.deepEqual(printed.namespaces, ["shop"]);
    assert.ok(printed.calls > 0);
    assert.ok(printed.declared.includes("pulumi-service-mesh:index:Mesh demo"));
    assert.ok(printed.declared.filter((line) => line.startsWith("kubernetes:")).length > 2);
  });

  it("depends at run time on what it declares, and on nothing else", () => {
    const sources = packed.files.filter((file) => file.endsWith(".js"));
    const imports = sources.flatMap((file) => {
      const text = readFileSync(join(installed(), file), "utf8");
      return [...text.matchAll(/(?:require|import)\("([^".][^"]*)"\)/g)].map(([, name = ""]) => name);
    });
    const packages = new Set(imports.filter((name) => !name.startsWith("node:")).map(packageOf));
    assert.deepEqual([...packages].filter((name) => !(name in manifest.dependencies)).sort(), []);
  });
});

/** Loads the package and fails when that left a trace. */
const loadProgram = `
const globals = new Set(Reflect.ownKeys(globalThis));
require("@pulumi/pulumi");
require("@pulumi/kubernetes");
const known = new Set(Reflect.ownKeys(globalThis));
const listeners = process.eventNames().map((name) => [name, process.listenerCount(name)].join());
require("pulumi-service-mesh");
const added = Reflect.ownKeys(globalThis).filter((name) => !known.has(name) && !globals.has(name));
if (added.length > 0) throw new Error("new globals: " + added.map(String));
const now = process.eventNames().map((name) => [name, process.listenerCount(name)].join());
if (String(now) !== String(listeners)) throw new Error("new process listeners: " + now);
console.log("loaded");
`;

function compilerErrors(project: string): string[] {
  try {
    execFileSync(process.execPath, ["node_modules/typescript/bin/tsc", "--pretty", "false"], {
      cwd: project,
      encoding: "utf8",
    });
    return [];
  } catch (error) {
    return (error as { stdout: string }).stdout.split("\n").filter((line) => line.includes("error TS"));
  }
}

function isForeign(line: string): boolean {
  return /^node_modules\/(?!pulumi-service-mesh\/)/.test(line);
}

function packageOf(name: string): string {
  return name
    .split("/")
    .slice(0, name.startsWith("@") ? 2 : 1)
    .join("/");
}

function isOffline(error: unknown): boolean {
  const { stderr } = error as { stderr?: unknown };
  return /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ENOTCACHED|ETIMEDOUT/.test(String(stderr));
}
