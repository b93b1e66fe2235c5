import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { ContractStack } from "../harness";
import { reportProvider } from "../provider-in-use";
import { plannedOps } from "./contract-steps";
import { objectCases, objectsOf } from "./object-cases";
import { assertMatchesExpectation, stable } from "./snapshot";

describe("kubernetes contract: rendering to a folder", function () {
  this.timeout(300_000);
  let stack: ContractStack;
  let folder: string;

  const configure = (side: "from" | "to", only?: readonly string[]): void => {
    const names = Object.keys(objectCases).filter((name) => only?.includes(name) ?? !name.includes("late"));
    const cases = Object.fromEntries(names.map((name) => [name, objectCases[name]!]));
    const providers = {
      plain: { renderYamlToDirectory: folder },
      mutable: { renderYamlToDirectory: folder },
    };
    stack.configure({ providers, objects: objectsOf(cases, side) });
  };

  before(async () => {
    folder = join(mkdtempSync(join(tmpdir(), "contract-render-")), "out");
    stack = await ContractStack.open("kubernetes/objects", ["provider-kubernetes"]);
    reportProvider(stack.toolchain);
  });
  after(() => {
    stack.close();
    rmSync(join(folder, ".."), { recursive: true, force: true });
  });

  it("writes nothing in a preview", async () => {
    configure("from");
    await stack.preview();
    assert.ok(!existsSync(folder));
  });

  it("writes each object into a file of its own, definitions apart", async () => {
    const { text } = await stack.up();
    assertMatchesExpectation("rendered", rendered(folder));
    assert.match(text, /contains a secret value in plaintext/);
    assert.equal(statSync(join(folder, "1-manifest", "v1-secret-contract-same.yaml")).mode & 0o777, 0o600);
    assert.deepEqual(await plannedOps(stack), []);
  });

  it("rewrites, and removes, what changes", async () => {
    configure("to");
    await stack.up();
    assertMatchesExpectation("rendered-changed", rendered(folder));
  });

  it("removes the files of what it destroys", async () => {
    await stack.must("destroy", "--yes", "--skip-preview");
    assert.deepEqual(rendered(folder), {});
  });
});

function rendered(folder: string): Record<string, unknown> {
  const files = ["0-crd", "1-manifest"].flatMap((part) =>
    readdirSync(join(folder, part)).map((file) => join(part, file)),
  );
  const generated = /-auto([a-z-]*)-[0-9a-f]{8}\.yaml$/;
  return Object.fromEntries(
    files
      .sort()
      .map((file) => [
        file.replace(generated, "-auto$1-<hash>.yaml"),
        stable(parse(readFileSync(join(folder, file), "utf8"))),
      ]),
  );
}
