import type { Problem } from "../problem";
import type { SourceDocument } from "./document";

const formerBooleans: Readonly<Record<string, string>> = {
  ...{ yes: "true", on: "true", y: "true", no: "false", off: "false", n: "false" },
};

/** Says what is to be done about a wrong type in the words of the text, where quotes make the difference. */
export function withSpelling(problem: Problem, source: SourceDocument): Problem {
  const wanted = /^It is an? (string|number|integer|boolean)$/.exec(problem.rule)?.[1];
  const written = wanted === undefined ? undefined : source.written(problem.path);
  if (wanted === undefined || written === undefined) return problem;
  const { text, isQuoted } = written;
  if (text === "" && !isQuoted)
    return { ...problem, message: "has no value", fix: "Write one, or take the key out for the default" };
  if (wanted === "string" && !isQuoted)
    return { ...problem, fix: `Write it in quotes: ${JSON.stringify(text)}` };
  const boolean = formerBooleans[text.toLowerCase()];
  if (wanted === "boolean" && boolean !== undefined)
    return { ...problem, fix: `Write ${boolean}: in YAML 1.2 ${text} is a text` };
  const unquoted = wanted === "boolean" ? /^(true|false)$/ : /^-?\d+(\.\d+)?$/;
  return isQuoted && unquoted.test(text) ? { ...problem, fix: `Write it without quotes: ${text}` } : problem;
}
