import { createHash, randomBytes } from "node:crypto";
import { Unknown } from "../../shared/property-value";
import type { CheckQuestion } from "../../shared/provider-contract";
import { annotate, annotation, hasAnnotation } from "./annotations";
import { nameOfUrn } from "./group-version-kind";
import { at, nameOf, setAt, stringAt, type Manifest } from "./manifest";

const suffixLength = 8;

/**
 * A name that nobody else has: the prefix and eight hexadecimal digits.
 *
 * @param seed The engine's seed, with which a preview and the update after it choose the same name; empty for any name.
 */
export function uniqueName(prefix: string, seed: Uint8Array): string {
  const digits =
    seed.length === 0
      ? randomBytes(suffixLength).toString("hex")
      : createHash("sha512").update(seed).update(prefix).digest("hex");
  return prefix + digits.slice(0, suffixLength);
}

/** Whether the program chose the name, even if it is not known yet. */
export function isNamed(manifest: Manifest): boolean {
  return nameOf(manifest) !== "" || at(manifest, "metadata", "name") instanceof Unknown;
}

/** Whether the API server is to choose the name. */
export function usesGenerateName(manifest: Manifest): boolean {
  if (isNamed(manifest)) return false;
  const prefix = at(manifest, "metadata", "generateName");
  return prefix instanceof Unknown || (typeof prefix === "string" && prefix !== "");
}

export function isAutonamed(manifest: Manifest): boolean {
  return hasAnnotation(manifest, annotation.autonamed);
}

/** Keeps the name that an earlier run chose. */
export function adoptName(manifest: Manifest, previous: Manifest): void {
  if (!isNamed(manifest) && isAutonamed(previous)) name(manifest, stringAt(previous, "metadata", "name"));
}

/** Names a new object for which the program gave no name. */
export function assignName(manifest: Manifest, question: CheckQuestion): void {
  if (isNamed(manifest) || usesGenerateName(manifest)) return;
  const { autonaming } = question;
  if (autonaming?.disabled === true) {
    throw new Error("autonaming is disabled, resource requires the .metadata.name field to be set");
  }
  const proposed = autonaming?.proposedName ?? "";
  name(manifest, proposed === "" ? uniqueName(`${nameOfUrn(question.urn)}-`, question.randomSeed) : proposed);
}

function name(manifest: Manifest, chosen: string): void {
  setAt(manifest, chosen, "metadata", "name");
  annotate(manifest, annotation.autonamed, "true");
}
