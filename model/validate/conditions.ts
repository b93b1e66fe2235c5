import type { ValueMatch } from "../definition";
import { quote } from "../problem";
import { report, type ValidationContext } from "./context";

type Place = readonly [parent: string, ...segments: (string | number)[]];

/** Header names are the same whatever their case. */
export function sameHeader(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

export function sameParameter(a: string, b: string): boolean {
  return a === b;
}

/** Each header or parameter is named once, and regular expressions can be read. */
export function checkConditions(
  context: ValidationContext,
  conditions: readonly ValueMatch[] = [],
  same: (a: string, b: string) => boolean,
  at: Place,
): void {
  conditions.forEach(({ name, type, value }, index) => {
    if (type === "RegularExpression") checkExpression(context, value, [...at, index, "value"]);
    if (!conditions.slice(0, index).some((before) => same(before.name, name))) return;
    report(context, [...at, index, "name"], {
      message: `is named twice (got ${quote(name)})`,
      rule: "A match takes each header and each parameter once",
      fix: "Remove one, or join the two into one regular expression",
    });
  });
}

/** Reports what is no regular expression. */
export function checkExpression(context: ValidationContext, value: string, at: Place): void {
  if (isExpression(value)) return;
  report(context, at, {
    message: `is not a regular expression (got ${quote(value)})`,
    rule: "RE2 syntax: no look-around and no back references",
    fix: "Correct it, or use type Exact",
  });
}

/** RE2 is a subset of JavaScript's syntax but for look-around and back references, which it lacks. */
function isExpression(value: string): boolean {
  if (/\(\?(=|!|<=|<!)|\\[1-9]/.test(value)) return false;
  try {
    new RegExp(value);
    return true;
  } catch {
    return false;
  }
}
