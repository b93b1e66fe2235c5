import { traps, type Trap } from "../../backends/linkerd/traps";

export const trapsFile = "docs/linkerd-traps.md";

const introduction = `# What Linkerd takes without a word

What happens silently to whoever writes Linkerd's objects by hand, and how a definition is kept from it. This page is generated
from \`backends/linkerd/traps/\` by \`npm run generate\`; \`npm run check\` refuses it when it is not current, and a test refuses a
row whose test does not exist.

- **refused**: a definition that would walk into it is refused with path, rule and fix; the path is the one in the test's example.
- **by construction**: no definition leads there.
`;

/** The table of traps as Markdown. */
export function generateTraps(): string {
  const areas = [...new Set(traps.map(({ area }) => area))];
  const sections = areas.map((area) =>
    section(
      area,
      traps.filter((trap) => trap.area === area),
    ),
  );
  return [introduction, ...sections].join("\n");
}

function section(area: string, rows: readonly Trap[]): string {
  const lines = rows.map(({ id, what, prevention, test }) => {
    const how =
      prevention.kind === "refused"
        ? `**refused**: \`${prevention.at}\``
        : `**by construction**: ${prevention.how}`;
    return row([`\`${id}\``, what, how, test]);
  });
  const head = [row(["Trap", "What happens", "Prevention", "Test"]), row(["---", "---", "---", "---"])];
  return `## ${area}\n\n${[...head, ...lines].join("\n")}\n`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((text) => text.replaceAll("|", "\\|")).join(" | ")} |`;
}
