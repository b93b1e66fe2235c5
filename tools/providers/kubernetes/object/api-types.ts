import { readFileSync } from "node:fs";
import { join } from "node:path";

/** How the API server's Go types serialise; written by `typegen`, which explains the type expressions. */
export interface ApiTypes {
  /** `<apiVersion>/<Kind>` to the index of its struct. */
  readonly kinds: Readonly<Record<string, number>>;
  /** `<apiVersion>/<Kind>` to the release without it, and what replaces it. */
  readonly removed: Readonly<Record<string, readonly [major: number, minor: number, replacement: string]>>;
  /** Field name to type expression; a leading `?` marks a field that is left out when empty. */
  readonly structs: readonly Readonly<Record<string, string>>[];
}

let loaded: ApiTypes | undefined;

export function apiTypes(): ApiTypes {
  loaded ??= JSON.parse(readFileSync(join(__dirname, "../schema/api-types.json"), "utf8")) as ApiTypes;
  return loaded;
}
