import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { parse } from "yaml";
import { didYouMean, quote, type Problem } from "../model";

/** The parts of a kubeconfig that say where it leads. */
interface Kubeconfig {
  readonly "current-context"?: string;
  readonly clusters?: readonly unknown[];
  readonly contexts?: readonly { readonly name?: string }[];
}

/**
 * What is wrong with a kubeconfig, given as a path or as its contents. Its text is never repeated: it may hold keys.
 * @param context Context that is asked for, if not the current one.
 */
export function checkKubeconfig(pathOrContents: string, context: string | undefined): Problem[] {
  const path = pathOrContents.replace(/^~(?=[/\\]|$)/, homedir());
  const isFile = existsSync(path);
  const config = parsed(isFile ? readFileSync(path, "utf8") : pathOrContents);
  if (config === undefined) return [isFile ? noKubeconfig : nowhere(pathOrContents)];
  const contexts = (config.contexts ?? []).flatMap(({ name }) => (name === undefined ? [] : [name]));
  if (context !== undefined && !contexts.includes(context)) return [unknownContext(context, contexts)];
  return context === undefined && (config["current-context"] ?? "") === ""
    ? [noCurrentContext(contexts)]
    : [];
}

function parsed(text: string): Kubeconfig | undefined {
  try {
    const value: unknown = parse(text, { logLevel: "silent" });
    const isKubeconfig = typeof value === "object" && value !== null && "clusters" in value;
    return isKubeconfig ? (value as Kubeconfig) : undefined;
  } catch {
    return undefined;
  }
}

/** Looks like a path and like nothing that would have to be kept secret. */
const pathLike = /^(~|\.{0,2}[/\\]|[A-Za-z]:[/\\])[^\n"'{}]{0,250}$/;

function nowhere(text: string): Problem {
  const got = pathLike.test(text) ? ` (got ${quote(text)})` : "";
  return {
    path: "target.kubeconfig",
    message: `is neither the path of a file that exists nor a kubeconfig${got}`,
    rule: "It is the contents or the path of a kubeconfig",
    fix: "Mend the path, or leave it out to take the cluster that kubectl would take",
  };
}

const noKubeconfig: Problem = {
  path: "target.kubeconfig",
  message: "names a file that holds no kubeconfig",
  rule: "A kubeconfig is YAML or JSON with clusters, users and contexts",
  fix: "Name the file that kubectl uses for this cluster",
};

function unknownContext(context: string, known: readonly string[]): Problem {
  return {
    path: "target.context",
    message: `is not in the kubeconfig (got ${quote(context)})`,
    rule: known.length === 0 ? "The kubeconfig has no contexts" : `Its contexts are ${known.join(", ")}`,
    fix: didYouMean(context, known),
  };
}

function noCurrentContext(known: readonly string[]): Problem {
  return {
    path: "target.context",
    message: "is missing",
    rule: "The kubeconfig has no current context",
    fix: known.length === 0 ? "Add a context to it" : `Name one of ${known.join(", ")}`,
  };
}
