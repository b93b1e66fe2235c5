import assert from "node:assert/strict";
import { mkdirSync, readFileSync, rmSync, writeFileSync, copyFileSync } from "node:fs";
import { join } from "node:path";
import { renderMesh, type RenderedMesh } from "../../backends";
import type { MeshArgs } from "../../components";
import { declare } from "../components/mock-engine";

const repository = join(__dirname, "..", "..");
const project = join(repository, ".mesh", "examples", "add-a-service");

/** The block of code that follows the marker of an example. */
function snippet(name: string): string {
  const readme = readFileSync(join(repository, "README.md"), "utf8");
  const found = new RegExp(`<!-- example: ${name} -->\\s*\`\`\`ts\\n([\\s\\S]*?)\`\`\``).exec(readme);
  assert.ok(found?.[1], `README.md has no example named ${name}`);
  return found[1];
}

/** A project as a user has it: the package among its modules, and the snippet as its program. */
function writeProject(): void {
  const installed = join(project, "node_modules", "pulumi-service-mesh");
  rmSync(project, { recursive: true, force: true });
  mkdirSync(installed, { recursive: true });
  writeFileSync(
    join(installed, "package.json"),
    JSON.stringify({ name: "pulumi-service-mesh", main: "index.ts" }),
  );
  writeFileSync(join(installed, "index.ts"), `export * from "../../../../../index";\n`);
  writeFileSync(join(project, "index.ts"), snippet("add-a-service"));
  copyFileSync(join(repository, "examples", "add-a-service", "shop.ts"), join(project, "shop.ts"));
}

function objectKeys({ objects }: RenderedMesh): Set<string> {
  return new Set(objects.map(({ manifest }) => `${manifest.kind} ${manifest.metadata.name}`));
}

describe("the README's first example", () => {
  before(writeProject);
  after(() => {
    rmSync(project, { recursive: true, force: true });
  });

  it("adds a service in fewer than ten lines", () => {
    const lines = snippet("add-a-service")
      .split("\n")
      .filter((line) => line.trim() !== "" && !line.startsWith("import"));
    assert.ok(lines.length < 10, `it has ${String(lines.length)}`);
  });

  it("declares exactly the objects of that service besides what was there", async () => {
    const { resources } = await declare(false, () => {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- the program is written by the test
      require(join(project, "index.ts"));
    });
    const policies = resources.filter(({ parent }) => parent.includes("shop:shop/giftwrap"));
    assert.deepEqual(policies.map(({ type, name }) => `${type} ${name.split(":").at(-1) ?? ""}`).sort(), [
      "kubernetes:gateway.networking.k8s.io/v1:HTTPRoute shop/giftwrap.8080.out.default",
      "kubernetes:policy.linkerd.io/v1alpha1:AuthorizationPolicy shop/giftwrap.8080.identities",
      "kubernetes:policy.linkerd.io/v1alpha1:MeshTLSAuthentication shop/giftwrap.8080.identities",
      "kubernetes:policy.linkerd.io/v1beta3:Server shop/giftwrap.8080",
    ]);
  });

  it("shows the errors that the README quotes", () => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- written by the test
    const { shop } = require(join(project, "shop.ts")) as { shop: MeshArgs };
    const { target, ...definition } = shop;
    assert.ok(target);
    const mistaken = {
      ...definition,
      services: {
        ...definition.services,
        "shop/giftwrap": {
          ports: [{ port: 8080, protocol: "http" as const }],
          allow: [{ from: ["chekout"] }],
          timeouts: { request: "-2s" },
        },
      },
    };
    assert.throws(
      () => renderMesh(mistaken),
      (error: Error) =>
        error.message.includes(
          `services["shop/giftwrap"].allow[0].from[0]: names a service that is not declared (got "chekout").`,
        ) &&
        error.message.includes(`Did you mean "shop/checkout"?`) &&
        error.message.includes(`services["shop/giftwrap"].timeouts.request: is not valid (got "-2s").`),
    );
    assert.ok(objectKeys(renderMesh(definition)).has("Server checkout.5050"));
  });
});
