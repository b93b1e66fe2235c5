import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseAllDocuments } from "yaml";
import type { Manifest } from "../../backends";
import { download } from "./download";
import { fetchedOrKept } from "./fetched-copies";
import { SourceUnavailable } from "./source-unavailable";

/**
 * The objects of a manifest at an address, in a file, or in the YAML files of a folder.
 * @param what The manifest in words, for errors.
 * @throws SourceUnavailable when it cannot be had or holds no objects
 */
export function readManifests(what: string, location: string): Manifest[] {
  let objects: Manifest[];
  try {
    objects = textsOf(what, location).flatMap(parseManifests);
  } catch (error) {
    throw new SourceUnavailable(what, location, error instanceof Error ? error.message : String(error));
  }
  if (objects.length === 0) throw new SourceUnavailable(what, location, "it holds no Kubernetes objects");
  return objects;
}

/**
 * The Kubernetes objects of a YAML text; empty documents are left out.
 * @throws Error when the text is not YAML or a document is not an object
 */
export function parseManifests(text: string): Manifest[] {
  return parseAllDocuments(text).flatMap((document) => {
    const [problem] = document.errors;
    if (problem !== undefined) throw new Error(`it is not YAML: ${problem.message.split("\n")[0] ?? ""}`);
    const value: unknown = document.toJS();
    if (value === null || value === undefined) return [];
    if (!isManifest(value)) throw new Error("a document in it is not a Kubernetes object with kind and name");
    return [value];
  });
}

function isManifest(value: unknown): value is Manifest {
  const { apiVersion, kind, metadata } = value as {
    apiVersion?: unknown;
    kind?: unknown;
    metadata?: { name?: unknown };
  };
  return typeof apiVersion === "string" && typeof kind === "string" && typeof metadata?.name === "string";
}

function textsOf(what: string, location: string): string[] {
  if (/^https?:\/\//.test(location))
    return [fetchedOrKept(what, location, () => Buffer.from(download(location))).toString()];
  const path = resolve(location);
  if (!existsSync(path)) throw new Error("there is no such file or folder");
  if (!statSync(path).isDirectory()) return [readFileSync(path, "utf8")];
  return readdirSync(path)
    .filter((file) => /\.ya?ml$/.test(file))
    .sort()
    .map((file) => readFileSync(join(path, file), "utf8"));
}
