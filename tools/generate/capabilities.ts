import { backends, Support, type Capability, type MeshBackend } from "../../backends";
import { features, type Feature } from "../../model";

export const capabilitiesFile = "docs/capabilities.md";

const introduction = `# Capabilities

What each mesh makes of each feature of a definition. This page is generated from the meshes' own tables
(\`backends/<mesh>/capabilities.ts\`) by \`npm run generate\`; \`npm run check\` refuses it when it is not current.

- **native**: by the mesh's own means; the words beside it say which.
- **emulated**: by means that come close; the words beside it say how.
- **unsupported**: asking for it is an error that names the reason and the alternative.

Every native or emulated feature of a mesh has at least one case in \`test/golden/<mesh>/\`.
`;

/** The table of all meshes as Markdown. */
export function generateCapabilities(): string {
  const meshes = Object.values(backends);
  const groups = [...new Set(features.map(groupOf))];
  const sections = groups.map((group) =>
    section(
      group,
      features.filter((feature) => groupOf(feature) === group),
      meshes,
    ),
  );
  return [introduction, counts(meshes), ...sections].join("\n");
}

function groupOf({ id }: Feature): string {
  return id.split(".")[0] ?? id;
}

function counts(meshes: readonly MeshBackend[]): string {
  const rows = meshes.map(({ title, capabilities }) => {
    const all = Object.values(capabilities);
    const count = (support: Support): string =>
      String(all.filter((entry) => entry.support === support).length);
    return [title, ...Object.values(Support).map(count)];
  });
  return `${table(["Mesh", ...Object.values(Support)], rows)}\n`;
}

function section(group: string, members: readonly Feature[], meshes: readonly MeshBackend[]): string {
  const head = ["Feature", "Id", ...meshes.map(({ title }) => title)];
  const rows = members.map(({ id, title }) => [
    title,
    `\`${id}\``,
    ...meshes.map(({ capabilities }) => cell(capabilities[id])),
  ]);
  return `## ${group}\n\n${table(head, rows)}\n`;
}

function cell({ support, note, alternative }: Capability): string {
  const instead = alternative === undefined ? "" : `. Instead: ${alternative}`;
  return `**${support}**: ${note}${instead}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((text) => text.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
