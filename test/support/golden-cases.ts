import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { checkMesh, renderMesh, type RenderedMesh, type RenderedObject } from "../../backends";
import { formatProblem, MeshInputError, type MeshDefinition } from "../../model";

/** A definition and what it is to become, side by side in one folder. */
export interface GoldenCase {
  readonly backend: string;
  readonly name: string;
  readonly folder: string;
  readonly input: MeshDefinition;
}

const root = join(__dirname, "..", "golden");
export const inputFile = "in.yaml";

function folders(path: string): string[] {
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

/** Every folder of a case, with input or without. */
export function goldenFolders(): string[] {
  return folders(root).flatMap((backend) =>
    folders(join(root, backend)).map((name) => join(root, backend, name)),
  );
}

/** Every case, in the order of backend and name. */
export function goldenCases(): GoldenCase[] {
  return goldenFolders()
    .filter((folder) => existsSync(join(folder, inputFile)))
    .map((folder) => {
      const [name = "", backend = ""] = folder.split(/[\\/]/).reverse();
      const input = parse(readFileSync(join(folder, inputFile), "utf8")) as MeshDefinition;
      return { backend, name, folder, input };
    });
}

/** Fields of a definition that say something about the installation. */
const installationFields = [
  "clusterDomain",
  "trustDomain",
  "trust",
  "controlPlane",
  "observability",
] as const;

/** The files that belong to a case besides its input. Key: file name. */
export function renderCase({ input }: GoldenCase): Map<string, string> {
  const refused = checkMesh(input);
  if (refused.length > 0) {
    const { problems } = new MeshInputError("mesh definition", refused);
    return new Map([["problems.txt", problems.map((problem) => `${formatProblem(problem)}\n`).join("")]]);
  }
  const rendered = renderMesh(input);
  const files = new Map([["out.yaml", rendered.objects.map(documentOf).join("")]]);
  if (installationFields.some((field) => input[field] !== undefined))
    files.set("install.yaml", installationOf(rendered));
  return files;
}

const layout = { lineWidth: 0, aliasDuplicateObjects: false } as const;

function documentOf({ manifest, owner, group, ownership, features }: RenderedObject): string {
  return [
    "---",
    `# ${group}, ${ownership}, of ${owner.kind} ${owner.name}`,
    `# ${features.join(", ")}`,
    stringify(manifest, layout),
  ].join("\n");
}

function installationOf({ mesh, installation }: RenderedMesh): string {
  return stringify({ controlPlane: mesh.controlPlane, plan: installation }, layout);
}
