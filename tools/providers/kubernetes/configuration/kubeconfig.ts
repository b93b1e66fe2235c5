import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, isAbsolute, join } from "node:path";
import { parse } from "yaml";

/** The parts of a kubeconfig file, by the names under which its contexts refer to them. */
export interface Kubeconfig {
  readonly currentContext: string;
  readonly contexts: ReadonlyMap<string, Context>;
  readonly clusters: ReadonlyMap<string, Entry>;
  readonly users: ReadonlyMap<string, Entry>;
  /** Where it was read from, for messages; `inline` for content that was handed over as text. */
  readonly origin: string;
}

export interface Context {
  readonly cluster: string;
  readonly user: string;
  readonly namespace: string;
}

/** A cluster's or user's settings, as written; relative file names are already resolved. */
export type Entry = Readonly<Record<string, unknown>>;

export const emptyKubeconfig: Kubeconfig = {
  currentContext: "",
  contexts: new Map(),
  clusters: new Map(),
  users: new Map(),
  origin: "none",
};

/**
 * Reads a kubeconfig that is given as a path (a leading `~` is the home directory) or as its content.
 *
 * @throws Error where the text is neither a readable file nor a kubeconfig.
 */
export function parseKubeconfig(pathOrContent: string): Kubeconfig {
  const path =
    pathOrContent === "~" || pathOrContent.startsWith("~/")
      ? join(homedir(), pathOrContent.slice(1))
      : pathOrContent;
  if (isFile(path)) return parseContent(readFileSync(path, "utf8"), path);
  return parseContent(pathOrContent, undefined);
}

/** Content with line breaks or braces is no file name, and may be too long to ask the file system about. */
function isFile(path: string): boolean {
  return !/[\n{]/.test(path) && existsSync(path);
}

/** What `kubectl` would use: the files of $KUBECONFIG, else `~/.kube/config`; undefined where there are none. */
export function ambientKubeconfig(): Kubeconfig | undefined {
  const listed = (process.env["KUBECONFIG"] ?? "").split(delimiter).filter((path) => path !== "");
  const paths = (listed.length > 0 ? listed : [join(homedir(), ".kube", "config")]).filter((path) =>
    existsSync(path),
  );
  const [first, ...rest] = paths.map((path) => parseContent(readFileSync(path, "utf8"), path));
  return first === undefined ? undefined : rest.reduce(merge, first);
}

/** As kubectl merges: whichever file says something first wins. */
function merge(a: Kubeconfig, b: Kubeconfig): Kubeconfig {
  return {
    currentContext: a.currentContext === "" ? b.currentContext : a.currentContext,
    contexts: new Map([...b.contexts, ...a.contexts]),
    clusters: new Map([...b.clusters, ...a.clusters]),
    users: new Map([...b.users, ...a.users]),
    origin: `${a.origin}${delimiter}${b.origin}`,
  };
}

function parseContent(text: string, path: string | undefined): Kubeconfig {
  const origin = path ?? "inline";
  const content: unknown = parseYaml(text, origin);
  if (!isRecord(content)) {
    throw new Error(
      path === undefined
        ? "kubeconfig: the text is neither the path of an existing file nor the content of a kubeconfig."
        : `kubeconfig ${path}: the file holds no kubeconfig.`,
    );
  }
  const directory = path === undefined ? undefined : dirname(path);
  return {
    currentContext: textOf(content["current-context"]),
    contexts: named(content["contexts"], "context", (entry) => ({
      cluster: textOf(entry["cluster"]),
      user: textOf(entry["user"]),
      namespace: textOf(entry["namespace"]),
    })),
    clusters: named(content["clusters"], "cluster", (entry) => resolved(entry, directory)),
    users: named(content["users"], "user", (entry) => resolved(entry, directory)),
    origin,
  };
}

function parseYaml(text: string, origin: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    // The parser's message quotes the text, which may hold credentials.
    const line = (error as { linePos?: { line: number }[] }).linePos?.[0]?.line;
    throw new Error(`kubeconfig ${origin}: not YAML${line === undefined ? "" : ` (line ${line})`}.`, {
      cause: error,
    });
  }
}

function named<T>(list: unknown, field: string, convert: (entry: Entry) => T): Map<string, T> {
  const result = new Map<string, T>();
  for (const item of Array.isArray(list) ? (list as unknown[]) : []) {
    if (!isRecord(item)) continue;
    const entry = item[field];
    result.set(textOf(item["name"]), convert(isRecord(entry) ? entry : {}));
  }
  return result;
}

const fileFields = ["certificate-authority", "client-certificate", "client-key", "tokenFile"];

function resolved(entry: Entry, directory: string | undefined): Entry {
  if (directory === undefined) return entry;
  const result: Record<string, unknown> = { ...entry };
  for (const field of fileFields) {
    const path = entry[field];
    if (typeof path === "string" && path !== "" && !isAbsolute(path)) result[field] = join(directory, path);
  }
  return result;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
