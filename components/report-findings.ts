import * as pulumi from "@pulumi/pulumi";
import { analyse, certificateFindingCodes, Severity, type Finding, type RawFinding } from "../analysis";
import type { ResolvedMesh } from "../model";
import { findingLine } from "../report";

/** What is looked at besides the definition. */
export interface ReportOptions {
  /** Whether a finding at a path of the definition is told. Default: every finding is. */
  readonly isRelevant?: (path: string) => boolean;
  /** What the certificates show. Whoever declares them tells it; here it only completes the list. */
  readonly certificates?: readonly RawFinding[] | undefined;
}

/**
 * Shows what deserves a look in a mesh, attached to its component, one message for each severity.
 * @returns the findings as lines of text
 * @throws pulumi.ResourceError when a finding is an error: nothing has been declared yet, so nothing is touched
 */
export function reportFindings(
  component: pulumi.Resource,
  mesh: ResolvedMesh,
  { isRelevant = () => true, certificates }: ReportOptions = {},
): string[] {
  const findings = analyse(mesh, certificates).filter(({ path }) => isRelevant(path));
  logFindings(
    component,
    findings.filter(({ code }) => !certificateFindingCodes.includes(code)),
  );
  return findings.map(findingLine);
}

/**
 * Shows findings, one message for each severity.
 * @throws pulumi.ResourceError when a finding is an error
 */
export function logFindings(component: pulumi.Resource, findings: readonly Finding[]): void {
  const errors = textOf(findings, Severity.Error);
  if (errors !== undefined) throw new pulumi.ResourceError(errors, component, true);
  const warnings = textOf(findings, Severity.Warning);
  if (warnings !== undefined) void pulumi.log.warn(warnings, component);
  const information = textOf(findings, Severity.Info);
  if (information !== undefined) void pulumi.log.info(information, component);
}

function textOf(findings: readonly Finding[], severity: Severity): string | undefined {
  const lines = findings.filter((finding) => finding.severity === severity).map(findingLine);
  if (lines.length === 0) return undefined;
  return [
    `Findings in the mesh, severity ${severity}: ${String(lines.length)}`,
    ...lines.map((line) => `  - ${line}`),
  ].join("\n");
}
