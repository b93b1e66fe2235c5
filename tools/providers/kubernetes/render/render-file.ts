import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { isBuiltInGroupVersion } from "../object/built-in-kinds";
import { apiVersionOf, kindOf, nameOf, namespaceOf, type Manifest } from "../object/manifest";
import type { Session } from "../session";

/** Definitions lie in a folder of their own, so that they can be applied first. */
const definitionsFolder = "0-crd";
const manifestsFolder = "1-manifest";

/** Where a manifest is written: `<apiVersion>-<kind>-<namespace>-<name>.yaml`. */
export function renderedPath(manifest: Manifest, directory: string): string {
  const safe = apiVersionOf(manifest).replace(/[/:]/g, "_");
  const namespace = namespaceOf(manifest) === "" ? "default" : namespaceOf(manifest);
  const file = `${safe}-${kindOf(manifest).toLowerCase()}-${namespace}-${nameOf(manifest)}.yaml`;
  const isDefinition =
    isBuiltInGroupVersion(apiVersionOf(manifest)) && kindOf(manifest) === "CustomResourceDefinition";
  return join(directory, isDefinition ? definitionsFolder : manifestsFolder, file);
}

export function renderFile(session: Session, urn: string, manifest: Manifest, isSecret: boolean): void {
  const directory = session.settings.renderDirectory;
  const path = renderedPath(manifest, directory);
  if (isSecret)
    session.log.message("warning", urn, `rendered file ${path} contains a secret value in plaintext`);
  for (const folder of [definitionsFolder, manifestsFolder]) {
    mkdirSync(join(directory, folder), { recursive: true, mode: 0o700 });
  }
  // YAML 1.1, because Kubernetes tools read "on" and "yes" as booleans unless they are quoted.
  const text = stringify(manifest, {
    version: "1.1",
    sortMapEntries: true,
    indentSeq: false,
    lineWidth: 0,
    aliasDuplicateObjects: false,
  });
  writeFileSync(path, text, { mode: 0o600 });
  session.log.status("info", urn, `rendered ${path}`);
}

/** A file that is gone already is fine: that is what was asked for. */
export function removeRendered(session: Session, urn: string, manifest: Manifest): void {
  const path = renderedPath(manifest, session.settings.renderDirectory);
  rmSync(path, { force: true });
  session.log.status("info", urn, `deleted ${path}`);
}
