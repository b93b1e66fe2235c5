import {
  LineCounter,
  isAlias,
  isMap,
  isPair,
  isScalar,
  parseDocument,
  visit,
  type Document,
  type Node,
  type Pair,
} from "yaml";
import { quote, type Problem } from "../problem";
import { splitPath } from "../problem/path";

/** What a definition is written in. */
export const DefinitionFormat = {
  Yaml: "yaml",
  Json: "json",
} as const;
export type DefinitionFormat = (typeof DefinitionFormat)[keyof typeof DefinitionFormat];

/** A line and a column of a text, both from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A text that was read, with where everything in it stands. */
export interface SourceDocument {
  /** Plain data; nothing when the text could not be read. */
  readonly data: unknown;
  /** What is wrong with the text as such. */
  readonly problems: readonly (Problem & { readonly position?: Position })[];
  /** Where the value at a path stands, or else what it would stand in. */
  position(path: string): Position | undefined;
  /** The value at a path as it is written, without quotes if it has none; nothing for lists, maps and what is not there. */
  written(path: string): { readonly text: string; readonly isQuoted: boolean } | undefined;
}

const longestError = 200;

/** Reads YAML 1.2 or JSON. Nothing is thrown, whatever the text holds. */
export function readDocument(text: string, format: DefinitionFormat): SourceDocument {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, {
    lineCounter,
    // With the directive of YAML 1.1 `on` would be a boolean: it is refused below.
    version: "1.2",
    uniqueKeys: true,
    prettyErrors: false,
    // A silent parser would drop every document but the first without a word.
    logLevel: "error",
  });
  const at = (offset: number): Position => {
    const { line, col } = lineCounter.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const problems = [
    ...(format === DefinitionFormat.Json ? jsonProblems(text, at) : []),
    ...syntaxProblems(document, format, at),
    ...(format === DefinitionFormat.Yaml ? yamlProblems(document, at) : []),
  ];
  const data = problems.length > 0 ? undefined : plainData(document, problems);
  return {
    data,
    problems: onePerPlace(problems),
    position: (path) => {
      const node = nearest(document, splitPath(path));
      return node?.range ? at(node.range[0]) : undefined;
    },
    written: (path) => {
      const node = document.getIn(splitPath(path), true);
      if (!isScalar(node)) return undefined;
      return { text: node.source ?? "", isQuoted: node.type !== "PLAIN" };
    },
  };
}

/** Values that are named once and used again are written out, within bounds. */
function plainData(document: Document, problems: TextProblem[]): unknown {
  try {
    return document.toJS({ maxAliasCount: 1_000 }) as unknown;
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    problems.push({
      path: "",
      message: `is too large when its aliases are written out (${error.message})`,
      rule: "A text of a few lines could otherwise fill the memory",
      fix: "Write the values out",
    });
    return undefined;
  }
}

type TextProblem = Problem & { readonly position?: Position };
type Locate = (offset: number) => Position;

/** The same fault may be found in several ways. */
function onePerPlace(problems: readonly TextProblem[]): TextProblem[] {
  const byPlace = new Map<string, TextProblem>();
  for (const problem of problems) {
    const key = JSON.stringify(problem.position ?? problem.message);
    if (!byPlace.has(key)) byPlace.set(key, problem);
  }
  return [...byPlace.values()];
}

function jsonProblems(text: string, at: Locate): TextProblem[] {
  try {
    JSON.parse(text);
    return [];
  } catch (error) {
    const reason = error instanceof Error ? error.message : "";
    const offset = /position (\d+)/.exec(reason)?.[1];
    const position = offset === undefined ? at(text.length) : at(Number(offset));
    return [
      {
        path: "",
        message: `is not JSON (${reason.split("\n")[0]?.slice(0, longestError) ?? ""})`,
        rule: "JSON knows no comments, no trailing commas and no unquoted keys",
        fix: "Correct it, or write YAML",
        position,
      },
    ];
  }
}

function syntaxProblems(document: Document, format: DefinitionFormat, at: Locate): TextProblem[] {
  return [...document.errors, ...document.warnings].flatMap(({ code, message, pos }): TextProblem[] => {
    const position = at(pos[0]);
    // Of a JSON text only what JSON.parse does not tell is of interest here.
    if (code === "DUPLICATE_KEY") {
      return [
        {
          path: "",
          message: "names a key twice",
          rule: "Of two values for one key it would be chance which one holds",
          fix: "Remove one, or join the two",
          position,
        },
      ];
    }
    if (format === DefinitionFormat.Json) return [];
    if (code === "MULTIPLE_DOCS") {
      return [
        {
          path: "",
          message: "holds more than one document",
          rule: "A definition is one document",
          fix: "Keep one, and take the --- out",
          position,
        },
      ];
    }
    const reason = message.split("\n")[0]?.slice(0, longestError) ?? code;
    return [
      {
        path: "",
        message: `is not YAML (${reason})`,
        rule: "It is read as YAML 1.2",
        fix: "Correct it",
        position,
      },
    ];
  });
}

/** What YAML allows and plain data does not have, or what other tools read otherwise. */
function yamlProblems(document: Document, at: Locate): TextProblem[] {
  const problems: TextProblem[] = [];
  const add = (node: Node | null | undefined, problem: Omit<Problem, "path">): void => {
    const start = node?.range?.[0];
    problems.push({ path: "", ...problem, ...(start !== undefined && { position: at(start) }) });
  };
  if (document.directives?.yaml.explicit === true && document.directives.yaml.version !== "1.2") {
    add(document.contents, {
      message: `asks for YAML ${document.directives.yaml.version}`,
      rule: "It is read as YAML 1.2, in which on, off, yes and no are texts",
      fix: "Take the %YAML line out",
    });
  }
  visit(document, {
    Pair: (_key, pair) => {
      checkKey(pair, add);
    },
    Alias: (_key, alias) => {
      if (alias.resolve(document) !== undefined) return;
      add(alias, {
        message: `uses a name that nothing has (got ${quote(`*${alias.source}`)})`,
        rule: "An anchor stands before its first use",
        fix: `Put &${alias.source} before the value that is meant, or quote the text`,
      });
    },
    Node: (_key, node) => {
      if (isAlias(node) || node.tag === undefined || node.tag.startsWith("tag:yaml.org,2002:")) return;
      add(node, {
        message: `has a tag (got ${quote(node.tag)})`,
        rule: "A definition is plain data",
        fix: "Take the tag out",
      });
    },
  });
  return problems;
}

function checkKey(
  pair: Pair,
  add: (node: Node | null | undefined, problem: Omit<Problem, "path">) => void,
): void {
  const key = pair.key as Node | null;
  if (isScalar(key) && key.value === "<<") {
    add(key, {
      message: `merges another map (got "<<")`,
      rule: "YAML 1.2 has no merge keys; tools differ in what they make of them",
      fix: "Write the fields out, or name the whole value with an anchor and use it as *name",
    });
  } else if (!isScalar(key)) {
    add(key, {
      message: "has a key that is no text",
      rule: "Keys are texts",
      fix: "Write the key in one word or in quotes",
    });
  }
}

/** The node that a path names, else the innermost that its beginning names. For a field this is its key, where it stands. */
function nearest(document: Document, segments: readonly (string | number)[]): Node | undefined {
  let node: unknown = document.contents;
  let place = document.contents;
  for (const segment of segments) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair = node.items.find(
        (item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(segment),
      );
      if (!pair) break;
      place = pair.key as Node;
      node = pair.value;
    } else {
      const next = (node as { get?: (key: unknown, keep: boolean) => unknown } | null)?.get?.(segment, true);
      if (next === undefined || next === null) break;
      place = next as Node;
      node = next;
    }
  }
  return place ?? undefined;
}
