import type { PropertyValue } from "../shared/property-value";
import type { Rule } from "./resource-type";

/** A whole number that is not below the limit. */
export function atLeast(limit: number): Rule {
  return (value) =>
    typeof value === "number" && value < limit ? `must be at least ${limit} (got ${value}).` : undefined;
}

/** One of the given words. */
export function oneOf(words: readonly string[]): Rule {
  return (value) => (isOneOf(words, value) ? undefined : `must be one of: ${words.join(", ")} (got ${quoted(value)}).`);
}

/** A list whose every item is one of the given words. */
export function eachOneOf(words: readonly string[]): Rule {
  return (value) => {
    const wrong = Array.isArray(value) ? value.filter((item) => !isOneOf(words, item)) : [];
    if (wrong.length === 0) return undefined;
    return `has ${wrong.map(quoted).join(", ")}; every item must be one of: ${words.join(", ")}.`;
  };
}

/** A list without empty strings. */
export const eachNotEmpty: Rule = (value) =>
  Array.isArray(value) && value.includes("") ? "has an empty string; every item must be at least 1 character long." : undefined;

function isOneOf(words: readonly string[], value: PropertyValue): boolean {
  return typeof value === "string" && words.includes(value);
}

// A value in the wrong place may be a secret, so only what looks like a short word is quoted.
function quoted(value: PropertyValue): string {
  const text = String(value);
  return /^[\w.-]{0,40}$/.test(text) ? `"${text}"` : `a value of ${text.length} characters`;
}
