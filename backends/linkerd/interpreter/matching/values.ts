/** A condition on a header or a query parameter. */
export interface ValueCondition {
  readonly name: string;
  readonly type?: string;
  readonly value: string;
}

/** Any of several values of one name may match. */
export function matchesValue(
  { name, type = "Exact", value }: ValueCondition,
  given: readonly { readonly name: string; readonly value: string }[],
  sameName: (a: string, b: string) => boolean,
): boolean {
  return given.some(
    (candidate) =>
      sameName(candidate.name, name) &&
      (type === "RegularExpression" ? spansWhole(value, candidate.value) : candidate.value === value),
  );
}

/**
 * The proxy looks for the first match and then asks whether it spans the text. So `a|ab` does not match `ab`: the first
 * alternative is found and ends too early.
 */
export function spansWhole(expression: string, text: string): boolean {
  const found = new RegExp(expression).exec(text);
  return found !== null && found.index === 0 && found[0].length === text.length;
}
