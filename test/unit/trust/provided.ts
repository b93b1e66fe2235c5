import assert from "node:assert/strict";
import { checkCertificates, certificateFindings } from "../../../analysis";
import { renderMesh } from "../../../backends";
import { readProvided, type KnownCertificates } from "../../../components/trust/read-provided";
import { formatProblem, type Problem, type TrustAnchorDefinition } from "../../../model";
import { issue, today, type Issued, type IssueOptions } from "../../support/certificates";

/** Everything that a mesh with one root needs. */
export interface Given extends KnownCertificates {
  readonly root: Issued;
  readonly issued: Issued;
}

/** Certificates that are in order, but for the changes. */
export async function certificates(
  changes: { readonly root?: Partial<IssueOptions>; readonly issuer?: Partial<IssueOptions> } = {},
): Promise<Given> {
  const root = await issue({ name: "root", to: 3650, ...changes.root });
  const issued = await issue({
    name: "identity.linkerd.cluster.local",
    by: root,
    pathLength: 0,
    ...changes.issuer,
  });
  const { certificate, key } = issued;
  return { root, issued, anchors: { "root-1": root.certificate }, issuer: { certificate, key } };
}

const oneRoot: TrustAnchorDefinition[] = [{ name: "root-1", state: "active" }];

function planOf(anchors: TrustAnchorDefinition[]) {
  const definition = {
    name: "demo",
    environment: "production" as const,
    trust: { source: "provided" as const, anchors },
    namespaces: { shop: {} },
    services: {},
  };
  return renderMesh(definition).installation.trust;
}

/** Everything that is wrong with certificates today. */
export function problemsOf(given: KnownCertificates, anchors = oneRoot, now = today): Problem[] {
  return checkCertificates(planOf(anchors), readProvided(given).facts, now);
}

/** What deserves a look in certificates today, as `code path`. */
export function findingsOf(given: KnownCertificates, now = today): string[] {
  return certificateFindings(readProvided(given).facts, now).map(({ code, path }) => `${code} ${path}`);
}

/** Certificates have exactly these problems: pairs of path and words. */
export function assertProblems(
  given: KnownCertificates,
  expected: readonly (readonly [path: string, words: RegExp])[],
  anchors = oneRoot,
): void {
  const problems = problemsOf(given, anchors);
  const lines = problems.map(formatProblem);
  assert.deepEqual(
    problems.map(({ path }) => path).sort(),
    expected.map(([path]) => path).sort(),
    lines.join("\n"),
  );
  for (const [path, words] of expected)
    assert.ok(
      problems.some((problem) => problem.path === path && words.test(formatProblem(problem))),
      `${String(words)} is not in\n${lines.join("\n")}`,
    );
  for (const { rule, fix } of problems) assert.ok(rule !== "" && fix !== "", "a rule and a fix");
}
