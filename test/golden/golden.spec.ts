import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { backends, renderMesh, Support } from "../../backends";
import { collectUses, defaults, type FeatureId } from "../../model";
import { goldenCases, goldenFolders, inputFile, renderCase, type GoldenCase } from "../support/golden-cases";

const update = (process.env["UPDATE_GOLDENS"] ?? "") !== "";
const cases = goldenCases();

function accept({ folder }: GoldenCase, files: ReadonlyMap<string, string>): void {
  for (const [name, text] of files) writeFileSync(join(folder, name), text);
  for (const name of readdirSync(folder)) if (name !== inputFile && !files.has(name)) rmSync(join(folder, name));
}

for (const golden of cases) {
  describe(`${golden.backend}/${golden.name}`, () => {
    const files = renderCase(golden);
    if (update) accept(golden, files);

    it("is for the mesh whose folder it is in", () => {
      assert.equal(golden.input.backend ?? defaults.backend, golden.backend);
    });

    for (const [name, text] of files) {
      it(`becomes ${name}`, () => {
        const file = join(golden.folder, name);
        const accepted = existsSync(file) ? readFileSync(file, "utf8") : "";
        assert.equal(text, accepted, "UPDATE_GOLDENS=1 accepts the new text");
      });
    }

    it("has no golden that nothing makes", () => {
      assert.deepEqual(readdirSync(golden.folder).sort(), [inputFile, ...files.keys()].sort());
    });
  });
}

describe("golden cases", () => {
  it("all have an input", () => {
    const withInput = new Set(cases.map(({ folder }) => folder));
    assert.deepEqual(
      goldenFolders().filter((folder) => !withInput.has(folder)),
      [],
    );
  });
});

/** Features that change how the control plane is installed and make no object of their own. */
const installation = /^(trust|identity|controlPlane|gatewayApi|metrics\.podMonitor|tracing|console)(\.|$)/;

/** Features that say what holds anyway: no object is there for them or differs. */
const unspoken: readonly string[] = [
  "access.mode.namespace.enforce",
  "mtls.namespace.required",
  "loadBalancing.peakEwma",
  "loadBalancing.locality.any",
];

for (const backend of Object.values(backends)) {
  const own = cases.filter(({ backend: name }) => name === backend.name);
  const rendered = own.filter((golden) => !renderCase(golden).has("problems.txt"));
  const refused = own.filter((golden) => !rendered.includes(golden));
  const usedIn = (list: readonly GoldenCase[]): Set<FeatureId> =>
    new Set(list.flatMap(({ input }) => collectUses(input).map(({ feature }) => feature)));
  const [shown, asked] = [usedIn(rendered), usedIn(refused)];

  describe(`capabilities of ${backend.title}`, () => {
    for (const [feature, { support }] of Object.entries(backend.capabilities) as [FeatureId, { support: Support }][]) {
      it(`${feature}, ${support}, is shown by a case`, () => {
        assert.ok((support === Support.Unsupported ? asked : shown).has(feature));
      });
    }

    for (const golden of rendered) {
      it(`are named on the objects they cause: ${golden.name}`, () => {
        const named = new Set(renderMesh(golden.input).objects.flatMap(({ features }) => features));
        const used = collectUses(golden.input).map(({ feature }) => feature);
        assert.deepEqual(
          used.filter(
            (feature) => !named.has(feature) && !installation.test(feature) && !unspoken.includes(feature),
          ),
          [],
        );
      });
    }
  });
}
