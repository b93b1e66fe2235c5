import { byText, joinPath, type AcceptedFinding, type ResolvedMesh } from "../model";
import { accessFindings } from "./access-findings";
import { callGraph } from "./call-graph";
import { extrasFindings } from "./extras-findings";
import { withSeverity, type Finding, type RawFinding } from "./finding";
import { gatewayFindings } from "./gateway-findings";
import { operationsFindings } from "./operations-findings";
import { resilienceFindings } from "./resilience-findings";
import { certificateFindingCodes } from "./trust/certificate-findings";

/**
 * What deserves a look in a mesh that renders, without what the definition accepts. Sorted by path and code.
 * @param certificates What its certificates show; nothing where they are not at hand, or not yet.
 */
export function analyse(mesh: ResolvedMesh, certificates?: readonly RawFinding[]): Finding[] {
  const raw = [
    ...(certificates ?? []),
    ...operationsFindings(mesh),
    ...accessFindings(mesh),
    ...gatewayFindings(mesh),
    ...resilienceFindings(mesh, callGraph(mesh)),
    ...extrasFindings(mesh),
  ];
  const mayOccur = certificates === undefined ? certificateFindingCodes : [];
  return openFindings(mesh, [...raw, ...idleAcceptances(mesh, raw, mayOccur)]);
}

/** Findings without those that the definition accepts. Sorted by path and code. */
export function openFindings(mesh: ResolvedMesh, raw: readonly RawFinding[]): Finding[] {
  return raw
    .filter((finding) => !mesh.acceptedFindings.some((accepted) => accepts(accepted, finding)))
    .map((finding) => ({
      finding: withSeverity(mesh, finding),
      key: `${finding.path} ${finding.code} ${finding.message}`,
    }))
    .sort((a, b) => byText(a.key, b.key))
    .map(({ finding }) => finding);
}

function accepts({ code, path }: AcceptedFinding, finding: RawFinding): boolean {
  return code === finding.code && (path === undefined || path === finding.path);
}

/** An acceptance that accepts nothing any more would hide the finding when it comes back. */
function idleAcceptances(
  { acceptedFindings }: ResolvedMesh,
  raw: readonly RawFinding[],
  mayOccur: readonly string[],
): RawFinding[] {
  return acceptedFindings.flatMap((accepted, index) =>
    mayOccur.includes(accepted.code) || raw.some((finding) => accepts(accepted, finding))
      ? []
      : [
          {
            code: "accepted-nothing" as const,
            path: joinPath("acceptedFindings", index),
            message: `accepts ${accepted.code}${accepted.path === undefined ? "" : ` at ${accepted.path}`}, which does not occur`,
            fix: "Remove it, or correct its code and path",
          },
        ],
  );
}
