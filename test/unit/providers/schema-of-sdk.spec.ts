import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { ProviderDefinition } from "../../../tools/providers/planned/resource-type";
import { randomProvider } from "../../../tools/providers/random/definition";
import { tlsProvider } from "../../../tools/providers/tls/definition";

/** What the generated SDK class of a resource says of its properties. */
function readClass(provider: string, className: string) {
  const folder = dirname(require.resolve(`@pulumi/${provider}/package.json`));
  const file = `${className.charAt(0).toLowerCase()}${className.slice(1)}.js`;
  const source = readFileSync(join(folder, file), "utf8");
  const names = (pattern: RegExp): string[] =>
    [...new Set([...source.matchAll(pattern)].map(([, name = ""]) => name))].sort();
  const secrets = /additionalSecretOutputs: \[([^\]]*)\]/.exec(source)?.[1] ?? "";
  return {
    token: /__pulumiType = '([^']+)'/.exec(source)?.[1],
    all: names(/resourceInputs\["(\w+)"\]/g),
    outputsAlone: names(/resourceInputs\["(\w+)"\] = undefined/g),
    required: names(/"Missing required property '(\w+)'"/g),
    secrets: [...secrets.matchAll(/\w+/g)].map(([name]) => name).sort(),
  };
}

function check(provider: ProviderDefinition): void {
  describe(`the bundled ${provider.name} provider and the SDK`, () => {
    for (const { token, properties } of provider.resources) {
      it(`agree on ${token}`, () => {
        const sdk = readClass(provider.name, token.split(":")[2] ?? "");
        const specs = Object.entries(properties);
        const named = (wanted: (spec: (typeof specs)[number][1]) => boolean): string[] =>
          specs
            .filter(([, spec]) => wanted(spec))
            .map(([name]) => name)
            .sort();
        assert.equal(token, sdk.token);
        assert.deepEqual(
          named(() => true),
          sdk.all,
        );
        assert.deepEqual(
          named((spec) => spec.role === "computed"),
          sdk.outputsAlone,
        );
        assert.deepEqual(
          named((spec) => spec.role === "required"),
          sdk.required,
        );
        assert.deepEqual(
          named((spec) => spec.secret === true),
          sdk.secrets,
        );
      });
    }
  });
}

check(tlsProvider);
check(randomProvider);
