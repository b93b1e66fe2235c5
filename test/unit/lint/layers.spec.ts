import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Linter } from "eslint";
import { parser } from "typescript-eslint";

const checkout = join(__dirname, "..", "..", "..");

/** What the layer rule says of one import in a file at the path; the other rules need types and are left out. */
async function verdicts(file: string, imported: string): Promise<string[]> {
  // By URL: the rule is plain JavaScript, which the linter's configuration loads without a compiler.
  const rules = pathToFileURL(join(checkout, "tools", "lint", "layers.mjs")).href;
  const { layerRules } = (await import(rules)) as { layerRules: Linter.Config[] };
  const parsed = { files: ["**/*.ts"], languageOptions: { parser } } as Linter.Config;
  const linter = new Linter({ cwd: checkout });
  const text = `import { x } from ${JSON.stringify(imported)};\nexport const y = x;\n`;
  return linter
    .verify(text, [parsed, ...layerRules], { filename: join(checkout, file) })
    .map(({ message }) => message);
}

describe("the layer rule", () => {
  for (const [file, imported] of [
    ["model/values/a.ts", "../../backends"],
    ["model/values/a.ts", "../../backends/render"],
    ["model/a.ts", "../analysis"],
    ["model/a.ts", "../tools/test/layers"],
    ["model/a.ts", "@pulumi/pulumi"],
    ["model/a.ts", "node:fs"],
    ["model/a.ts", "fs"],
    ["model/a.ts", "node:fs/promises"],
    ["model/a.ts", "node:child_process"],
    ["backends/a.ts", "../analysis"],
    ["backends/linkerd/a.ts", "../../components"],
    ["backends/linkerd/a.ts", "@pulumi/kubernetes"],
    ["backends/linkerd/a.ts", "../istio/names"],
    ["backends/linkerd/access/a.ts", "../../istio/names"],
    ["backends/envoy/a.ts", "../linkerd"],
    ["analysis/a.ts", "../report"],
    ["analysis/a.ts", "../components"],
    ["report/a.ts", "../components"],
    ["report/a.ts", "node:os"],
    ["components/a.ts", "../stacks"],
    ["components/trust/a.ts", "../../cli"],
    ["components/a.ts", "../test/support/definition"],
    ["stacks/a.ts", "../tools/toolchain"],
  ] as const) {
    it(`refuses ${imported} in ${file}`, async () => {
      assert.equal((await verdicts(file, imported)).length, 1);
    });
  }

  for (const [file, imported] of [
    ["model/validate/a.ts", "../problem"],
    ["model/schema/a.ts", "ajv"],
    ["backends/a.ts", "../model"],
    ["backends/linkerd/access/a.ts", "../names"],
    ["backends/linkerd/access/a.ts", "../../capability"],
    ["backends/linkerd/access/a.ts", "../../../model"],
    ["analysis/a.ts", "../backends"],
    ["report/a.ts", "../analysis"],
    ["components/a.ts", "@pulumi/pulumi"],
    ["components/a.ts", "node:fs"],
    ["components/trust/a.ts", "../../report"],
    ["stacks/a.ts", "../components"],
    ["tools/a.ts", "../model"],
    ["test/unit/a.ts", "../../model"],
  ] as const) {
    it(`allows ${imported} in ${file}`, async () => {
      assert.deepEqual(await verdicts(file, imported), []);
    });
  }

  it("says which layers may be imported", async () => {
    const [message] = await verdicts("backends/a.ts", "../components");
    assert.match(message ?? "", /backends\/ may import only: model\./);
  });
});
