/**
 * Something in the input that stops the work. It reads as one line: `path: what is wrong (got …). Rule. Fix.`
 */
export interface Problem {
  /** Where in the definition, for example `services["shop/cart"].ports[0].port`. */
  readonly path: string;
  /** What is wrong, with what was got. Never a secret. */
  readonly message: string;
  /** The rule it breaks, or why it cannot work. */
  readonly rule: string;
  /** What to do. */
  readonly fix: string;
  /** Where it is written, where the definition was read from a text: `file:line:column`. */
  readonly source?: string;
}

/** One problem as one line of text. */
export function formatProblem(problem: Problem): string {
  const sentences = [problem.rule, problem.fix].filter((text) => text !== "").map(asSentence);
  // What concerns the whole input has no path.
  const words = [problem.source, problem.path].filter((text) => text !== undefined && text !== "");
  const place = words.length === 0 ? "" : `${words.join(" ")}: `;
  return [place + asSentence(problem.message), ...sentences].join(" ");
}

function asSentence(text: string): string {
  return /[.?!]$/.test(text) ? text : `${text}.`;
}

const longestQuote = 60;

/** A value of the input as it is quoted in a problem: JSON, shortened. */
export function quote(value: unknown): string {
  const text = value === undefined ? "nothing" : (asJson(value) ?? inWords(value));
  return text.length > longestQuote ? `${text.slice(0, longestQuote)}…` : text;
}

function asJson(value: unknown): string | undefined {
  if (typeof value === "number" && !Number.isFinite(value)) return undefined;
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}

/** A definition written in TypeScript can hold values that JSON has no word for. */
function inWords(value: unknown): string {
  if (typeof value === "number" || typeof value === "bigint") return String(value);
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
