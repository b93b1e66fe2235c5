import * as pulumi from "@pulumi/pulumi";
import { analyse, Severity, type Finding } from "../analysis";
import type { ResolvedMesh } from "../model";
import { findingLine } from "../report";

/**
 * Shows what deserves a look in a mesh, attached to its component, one message for each severity.
 * @param isRelevant Whether a finding at a path of the definition is told. Default: every finding is.
 * @returns the findings as lines of text
 * @throws pulumi.ResourceError when a finding is an error: nothing has been declared yet, so nothing is touched
 */
export function reportFindings(
  component: pulumi.Resource,
  mesh: ResolvedMesh,
  isRelevant: (path: string) => boolean = () => true,
): string[] {
  const findings = analyse(mesh).filter(({ path }) => isRelevant(path));
  const errors = textOf(findings, Severity.Error);
  if (errors !== undefined) throw new pulumi.ResourceError(errors, component, true);
  const warnings = textOf(findings, Severity.Warning);
  if (warnings !== undefined) void pulumi.log.warn(warnings, component);
  const information = textOf(findings, Severity.Info);
  if (information !== undefined) void pulumi.log.info(information, component);
  return findings.map(findingLine);
}

function textOf(findings: readonly Finding[], severity: Severity): string | undefined {
  const lines = findings.filter((finding) => finding.severity === severity).map(findingLine);
  if (lines.length === 0) return undefined;
  return [
    `Findings in the mesh, severity ${severity}: ${String(lines.length)}`,
    ...lines.map((line) => `  - ${line}`),
  ].join("\n");
}
