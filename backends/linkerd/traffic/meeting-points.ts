import { prefixOf, type Contender } from "./contender";

/**
 * Sets of matches that Linkerd gives the same path length for some path. A path's length alone counts there: that of the
 * request's whole path for exact paths and regular expressions. So ties arise on an exact path, on the very path that a prefix
 * names, below it among equal prefixes, and where two expressions overlap.
 */
export function meetingPoints(contenders: readonly Contender[]): Contender[][] {
  return [...onPaths(contenders), ...belowPrefixes(contenders), ...amongExpressions(contenders)];
}

function onPaths(contenders: readonly Contender[]): Contender[][] {
  const paths = contenders.flatMap(({ match: { path } }) => {
    if (path?.type === "RegularExpression") return [];
    return [path?.type === "Exact" ? path.value : (prefixOf(path) ?? "/")];
  });
  return [...new Set(paths)].map((path) => contenders.filter((contender) => hasLengthOf(contender, path)));
}

function hasLengthOf({ match }: Contender, path: string): boolean {
  switch (match.path?.type) {
    case "Exact":
      return match.path.value === path;
    case "RegularExpression":
      return new RegExp(`^(?:${match.path.value})$`).test(path);
    case "PathPrefix":
    case undefined:
      return prefixOf(match.path) === path;
  }
}

function belowPrefixes(contenders: readonly Contender[]): Contender[][] {
  const byPrefix = new Map<string, Contender[]>();
  for (const contender of contenders) {
    const prefix = prefixOf(contender.match.path);
    if (prefix !== undefined) byPrefix.set(prefix, [...(byPrefix.get(prefix) ?? []), contender]);
  }
  return [...byPrefix.values()];
}

/** Two expressions are taken to overlap unless the texts they begin with tell them apart. */
function amongExpressions(contenders: readonly Contender[]): Contender[][] {
  const expressions = contenders.filter(({ match }) => match.path?.type === "RegularExpression");
  return expressions.flatMap((a, index) =>
    expressions.slice(index + 1).flatMap((b) => {
      const [left, right] = [a.match.path?.value ?? "", b.match.path?.value ?? ""];
      const [begins, other] = [beginning(left), beginning(right)];
      if (!begins.startsWith(other) && !other.startsWith(begins)) return [];
      // A third expression covers what both match only if it is one of them.
      return [expressions.filter(({ match }) => [left, right].includes(match.path?.value ?? ""))];
    }),
  );
}

/** The literal text that whatever matches an expression begins with. */
function beginning(expression: string): string {
  if (expression.includes("|")) return "";
  const literal = /^[^\\.[\](){}*+?^$|]*/.exec(expression)?.[0] ?? "";
  const next = expression[literal.length] ?? "";
  return ["*", "?", "{"].includes(next) ? literal.slice(0, -1) : literal;
}
