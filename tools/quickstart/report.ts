import type { EngineResult } from "../engine";
import type { ResolvedMesh } from "../../model";
import { wayLabels, type Toolchain } from "../toolchain";
import { formatSeconds } from "../toolchain/progress";
import { changeLines } from "./change-report";
import { callLines, findingLines } from "./mesh-report";
import type { RollOut } from "./roll-out";

/** What a run has to say at its end. */
export interface QuickstartReport {
  readonly mesh: ResolvedMesh;
  readonly rollOut: RollOut;
  readonly toolchain: Toolchain;
  /** Where things are now. */
  readonly places: readonly string[];
  /** Where parts come from, when not from where the definition says. */
  readonly notes: readonly string[];
  /** How to get what was left out. */
  readonly getMissing: string;
  /** Commands to go on with, each with what it does. */
  readonly next: readonly (readonly [command: string, text: string])[];
}

/** The report as text. */
export function reportText(report: QuickstartReport): string {
  const { mesh, rollOut, toolchain } = report;
  const findings = findingLines(mesh);
  const { leftOut, warnings } = warningsOf(rollOut.result, findings);
  return [
    section(
      `Mesh ${mesh.name} (${mesh.environment}), after ${formatSeconds(rollOut.seconds)}`,
      changeLines(rollOut.result),
    ),
    section("Where it is", report.places),
    section("Providers", providerLines(toolchain)),
    section("Sources", report.notes),
    section("Left out", leftOut.length === 0 ? [] : [...leftOut, report.getMissing]),
    section("Warnings", warnings),
    section(`Findings: ${String(findings.length)}`, findings.length === 0 ? ["none"] : findings),
    section("Who may call whom", callLines(mesh)),
    section("Next", commandLines(report.next)),
  ]
    .filter((text) => text !== "")
    .join("\n\n");
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? "" : [title, ...lines.map((line) => `  ${line}`)].join("\n");
}

function providerLines(toolchain: Toolchain): string[] {
  return toolchain.parts
    .filter(({ name }) => name.startsWith("provider-"))
    .map(({ name, version, way }) => `${name.replace("provider-", "")} ${version}: ${wayLabels[way]}`);
}

/** The control plane's own warning lists what it had to leave out; findings have a section of their own. */
function warningsOf(
  { diagnostics }: EngineResult,
  findings: readonly string[],
): { leftOut: string[]; warnings: string[] } {
  const said = diagnostics.filter(
    ({ severity, message }) => severity === "warning" && !findings.some((line) => message.includes(line)),
  );
  const [own, others] = [
    said.filter(isControlPlanes),
    said.filter((diagnostic) => !isControlPlanes(diagnostic)),
  ];
  const leftOut = own.flatMap(({ message }) => message.split("\n").filter((line) => /^\s*- /.test(line)));
  return {
    leftOut: [...new Set(leftOut.map((line) => line.trim()))],
    warnings: [...new Set(others.flatMap(({ message }) => message.split("\n")))],
  };
}

function isControlPlanes({ urn }: EngineResult["diagnostics"][number]): boolean {
  return urn?.split("::")[2]?.endsWith(":ControlPlane") ?? false;
}

function commandLines(commands: QuickstartReport["next"]): string[] {
  return commands.flatMap(([command, text]) => [command, `    ${text}`]);
}
