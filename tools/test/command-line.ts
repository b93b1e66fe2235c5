import { parseArgs } from "node:util";
import { testLayers, type TestLayer } from "./layers";

export interface TestRequest {
  readonly layers: readonly TestLayer[];
  /** Mocha's `--grep`: only tests whose full title matches. */
  readonly grep: string | undefined;
}

/** The command line cannot be understood. */
export class UsageError extends Error {}

const usage = `Usage: npm test -- [--layer NAME]... [--grep PATTERN]
Layers: ${testLayers.map(({ name }) => name).join(", ")}`;

export function parseTestRequest(words: readonly string[]): TestRequest {
  const { layer = [], grep } = parse(words);
  const unknown = layer.filter((name) => !testLayers.some((known) => known.name === name));
  if (unknown.length > 0) throw new UsageError(`There is no layer "${unknown.join('", "')}".\n${usage}`);
  return { layers: testLayers.filter(({ name }) => layer.length === 0 || layer.includes(name)), grep };
}

function parse(words: readonly string[]): { layer?: string[]; grep?: string } {
  try {
    const options = { layer: { type: "string", multiple: true }, grep: { type: "string" } } as const;
    return parseArgs({ args: [...words], options }).values;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  }
}
