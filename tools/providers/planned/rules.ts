import type { PropertyValue } from "../shared/property-value";
import type { Rule } from "./resource-type";

/** A whole number that is not below the limit. */
export function atLeast(limit: number): Rule {
  return (value) =>
    typeof value === "number" && value < limit ? `must be at least ${limit} (got ${value}).` : undefined;
}

/** One of the given words. */
export function oneOf(words: readonly string[]): Rule {
  return (value) =>
    isOneOf(words, value) ? undefined : `must be one of: ${words.join(", ")} (got ${quoted(value)}).`;
}

/** A list whose every item is one of the given words. */
export function eachOneOf(words: readonly string[]): Rule {
  return eachItem(oneOf(words));
}

/** A list without empty strings. */
export const eachNotEmpty: Rule = eachItem((item) =>
  item === "" ? "is empty; it must be at least 1 character long." : undefined,
);

/** A list whose every item follows a rule; the first that does not is named by its index. */
export function eachItem(rule: Rule): Rule {
  return (value) => {
    if (!Array.isArray(value)) return undefined;
    const problems = value.map((item, index) => ({ index, problem: rule(item) }));
    const first = problems.find(({ problem }) => problem !== undefined);
    return first?.problem === undefined ? undefined : `[${first.index}] ${first.problem}`;
  };
}

function isOneOf(words: readonly string[], value: PropertyValue): boolean {
  return typeof value === "string" && words.includes(value);
}

// A value in the wrong place may be a secret, so only what looks like a short word is quoted.
function quoted(value: PropertyValue): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return /^[\w.-]{0,40}$/.test(text) ? `"${text}"` : `a value of ${text.length} characters`;
}
