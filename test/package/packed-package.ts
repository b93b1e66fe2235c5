import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const repository = join(__dirname, "..", "..");
/** What the build and the package are made of. Missing ones are left out, as npm does. */
const ingredients = [
  "package.json",
  "tsconfig.json",
  "tsconfig.build.json",
  "index.ts",
  "model",
  "backends",
  "analysis",
  "report",
  "components",
  "schema",
  "PulumiPlugin.yaml",
  "README.md",
  "LICENSE",
  "CHANGELOG.md",
];

/** A clean copy of the sources, with the repository's dependencies beside them and nothing built. */
export function copySources(folder: string): void {
  mkdirSync(folder);
  for (const name of ingredients) {
    const source = join(repository, name);
    if (existsSync(source)) cpSync(source, join(folder, name), { recursive: true });
  }
  symlinkSync(join(repository, "node_modules"), join(folder, "node_modules"));
}

/** The package as `npm pack` makes it from a clean copy of the sources, in a folder far from the repository's node_modules. */
export class PackedPackage {
  private constructor(
    private readonly folder: string,
    readonly tarball: string,
    /** Paths in the tarball, sorted. */
    readonly files: readonly string[],
  ) {}

  static make(): PackedPackage {
    const folder = mkdtempSync(join(tmpdir(), "service-mesh-package-"));
    const sources = join(folder, "sources");
    copySources(sources);
    npm(sources, "run", "build");
    const [packed] = JSON.parse(npm(sources, "pack", "--json")) as {
      filename: string;
      files: { path: string }[];
    }[];
    if (packed === undefined) throw new Error("npm pack named no tarball");
    const files = packed.files.map(({ path }) => path).sort();
    return new PackedPackage(folder, join(sources, packed.filename), files);
  }

  /**
   * Installs the tarball, the compiler and a test program into an empty project.
   * @param program Folder of the test program.
   * @returns The project's folder.
   */
  installFor(program: string): string {
    const project = join(this.folder, "consumer");
    mkdirSync(project);
    const manifest = { name: "consumer", private: true, dependencies: {} };
    writeFileSync(join(project, "package.json"), JSON.stringify(manifest));
    const tools = ["typescript", "@types/node"].map((name) => `${name}@${versionOf(name)}`);
    npm(
      project,
      "install",
      "--ignore-scripts",
      "--prefer-offline",
      "--no-audit",
      "--no-fund",
      this.tarball,
      ...tools,
    );
    for (const file of readdirSync(program)) {
      // In the repository the programs import the sources, so that they are checked with everything else.
      const text = readFileSync(join(program, file), "utf8").replaceAll(
        '"../../../index"',
        '"pulumi-service-mesh"',
      );
      writeFileSync(join(project, file), text);
    }
    return project;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function versionOf(name: string): string {
  const manifest = join(repository, "node_modules", name, "package.json");
  return (JSON.parse(readFileSync(manifest, "utf8")) as { version: string }).version;
}

function npm(folder: string, ...args: string[]): string {
  return execFileSync("npm", args, {
    cwd: folder,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    timeout: 300_000,
  });
}
