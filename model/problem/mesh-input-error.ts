import { formatProblem, type Problem } from "./problem";

/** The user's input cannot be worked with. It carries every problem that was found, not only the first. */
export class MeshInputError extends Error {
  /** What was wrong, for example `mesh definition`. */
  readonly subject: string;
  /** Every problem, in the order of their paths. */
  readonly problems: readonly Problem[];

  constructor(subject: string, problems: readonly Problem[]) {
    const sorted = sortProblems(problems);
    const count = sorted.length === 1 ? "1 problem" : `${String(sorted.length)} problems`;
    super(
      [`The ${subject} has ${count}:`, ...sorted.map((problem) => `  - ${formatProblem(problem)}`)].join(
        "\n",
      ),
    );
    this.name = "MeshInputError";
    this.subject = subject;
    this.problems = sorted;
  }
}

/** Throws all problems as one error if there are any. */
export function throwIfAny(subject: string, problems: readonly Problem[]): void {
  if (problems.length > 0) throw new MeshInputError(subject, problems);
}

function sortProblems(problems: readonly Problem[]): Problem[] {
  const byLine = new Map(
    problems.map((problem) => [`${formatProblem(unplaced(problem))} ${problem.source ?? ""}`, problem]),
  );
  return [...byLine.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, problem]) => problem);
}

/** In the order of paths, wherever in a text they stand. */
function unplaced({ path, message, rule, fix }: Problem): Problem {
  return { path, message, rule, fix };
}
