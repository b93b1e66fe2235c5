import { apiVersionOf, kindOf, type Manifest } from "./manifest";

/** Which API serves an object. The core group is the empty string. */
export interface GroupVersionKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

export function groupVersionKind(apiVersion: string, kind: string): GroupVersionKind {
  const slash = apiVersion.indexOf("/");
  const group = slash < 0 ? "" : apiVersion.slice(0, slash);
  return { group: group === "core" ? "" : group, version: apiVersion.slice(slash + 1), kind };
}

export function groupVersionKindOf(manifest: Manifest): GroupVersionKind {
  return groupVersionKind(apiVersionOf(manifest), kindOf(manifest));
}

/** The form of the `apiVersion` field: `v1`, `apps/v1`. */
export function apiVersionFor({ group, version }: GroupVersionKind): string {
  return group === "" ? version : `${group}/${version}`;
}

export function describeKind(kind: GroupVersionKind): string {
  return `${apiVersionFor(kind)}/${kind.kind}`;
}

/** The resource's type token within a URN: `kubernetes:apps/v1:Deployment`. */
export function typeOfUrn(urn: string): string {
  const qualified = urn.split("::")[2] ?? "";
  return qualified.slice(qualified.lastIndexOf("$") + 1);
}

export function nameOfUrn(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

/** Reads the kind from a resource's type, which names the core group `core`. */
export function groupVersionKindOfUrn(urn: string): GroupVersionKind {
  const type = typeOfUrn(urn);
  const [packageName, module = "", kind = ""] = type.split(":");
  if (packageName !== "kubernetes") {
    throw new Error(`"${type}" is not a resource of the kubernetes provider.`);
  }
  if (module.split("/").length !== 2 || kind === "") {
    throw new Error(
      `"${type}" does not name an API group, a version and a kind (kubernetes:<group>/<version>:<Kind>).`,
    );
  }
  return groupVersionKind(module, kind);
}

/** A Patch resource (`NamespacePatch`) manages some fields of an object that it does not own. */
export function isPatchResource(urn: string, kind: string): boolean {
  return typeOfUrn(urn).split(":")[2] === `${kind}Patch`;
}
