import { didYouMean, joinPath, quote, type Problem } from "../../model";

/** Certificates that are missing, and others that nothing asks for. */
export function namesProblems(
  parent: readonly string[],
  wanted: readonly string[],
  given: readonly string[],
  rule: string,
): Problem[] {
  const missing = wanted.filter((name) => !given.includes(name));
  const surplus = given.filter((name) => !wanted.includes(name));
  return [
    ...missing.map((name) => ({
      path: joinPath(...parent, name),
      message: "is missing",
      rule,
      fix: "Provide it",
    })),
    ...surplus.map((name) => ({
      path: joinPath(...parent, name),
      message: `belongs to nothing (got ${quote(name)})`,
      rule,
      fix: didYouMean(name, missing.length > 0 ? missing : wanted) || "Leave it out",
    })),
  ];
}
