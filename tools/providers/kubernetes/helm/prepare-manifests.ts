import { isPropertyMap } from "../../shared/property-value";
import { describeKind, groupVersionKindOf } from "../object/group-version-kind";
import {
  apiVersionOf,
  isCustomResourceDefinition,
  kindOf,
  listAt,
  nameOf,
  namespaceOf,
  setNamespace,
  stringAt,
  type Manifest,
} from "../object/manifest";
import type { Session } from "../session";

export interface Prepared {
  readonly manifests: Manifest[];
  /** Kinds of which nobody can tell whether they live in a namespace. */
  readonly unscoped: string[];
}

/** Flattens lists, refuses what is no object, and puts objects without a namespace into the release's. */
export async function prepareManifests(
  session: Session,
  parsed: readonly Manifest[],
  namespace: string,
): Promise<Prepared> {
  const manifests = parsed.flatMap(expand);
  const scopes = declaredScopes(manifests);
  const target = namespace === "" ? session.defaultNamespace || "default" : namespace;
  const unscoped = new Set<string>();
  for (const manifest of manifests) {
    requireObject(manifest);
    if (namespaceOf(manifest) !== "") continue;
    const kind = groupVersionKindOf(manifest);
    const namespaced = scopes.get(`${kind.group}/${kind.kind}`) ?? (await session.isNamespaced(kind));
    if (namespaced === undefined) unscoped.add(describeKind(kind));
    else if (namespaced) setNamespace(manifest, target);
  }
  return { manifests, unscoped: [...unscoped] };
}

function expand(manifest: Manifest): Manifest[] {
  if (!kindOf(manifest).endsWith("List") || !Array.isArray(manifest["items"])) return [manifest];
  return listAt(manifest, "items").filter(isPropertyMap).flatMap(expand);
}

function requireObject(manifest: Manifest): void {
  const excerpt = JSON.stringify(manifest).slice(0, 100);
  if (kindOf(manifest) === "" || apiVersionOf(manifest) === "") {
    throw new Error(`Kubernetes resources require a kind and apiVersion: \`${excerpt}\``);
  }
  if (nameOf(manifest) === "")
    throw new Error(`Kubernetes resources require a .metadata.name: \`${excerpt}\``);
}

function declaredScopes(manifests: readonly Manifest[]): Map<string, boolean> {
  return new Map(
    manifests
      .filter(isCustomResourceDefinition)
      .map((definition) => [
        `${stringAt(definition, "spec", "group")}/${stringAt(definition, "spec", "names", "kind")}`,
        stringAt(definition, "spec", "scope") === "Namespaced",
      ]),
  );
}
