import {
  childPath,
  didYouMean,
  joinPath,
  quote,
  type ObjectPatch,
  type Problem,
  type ResolvedMesh,
} from "../model";
import { ManifestGroup, Ownership, type Manifest, type RenderedObject } from "./manifest";

/** What a definition adds to its mesh beyond the model, and what is wrong with that. */
export interface ExtendedObjects {
  readonly objects: readonly RenderedObject[];
  readonly problems: readonly Problem[];
}

/**
 * Adds raw manifests to rendered objects and lays patches over them. What a patch addresses has to be there and a manifest must not be
 * there already: either would otherwise be lost without a word.
 */
export function withExtras(mesh: ResolvedMesh, objects: readonly RenderedObject[]): ExtendedObjects {
  const { manifests, patches } = mesh.extras;
  const problems: Problem[] = [];
  const byAddress = new Map(objects.map((object) => [addressOf(object.manifest), object]));
  const patched = new Map<string, number>();
  patches.forEach((patch, index) => {
    const path = childPath(extrasPath(mesh), "patches", index);
    const address = addressOf({ kind: patch.kind, metadata: patch });
    const target = byAddress.get(address);
    const found = target ? wrongPatch(patch, address, patched) : missing(address, byAddress.keys());
    if (found) problems.push({ path, ...found });
    else if (target) byAddress.set(address, patchedObject(target, patch));
    patched.set(address, index);
  });
  const added = new Map<string, RenderedObject>();
  manifests.forEach((manifest, index) => {
    const path = childPath(extrasPath(mesh), "manifests", index);
    const found = wrongManifest(manifest, byAddress, added);
    if (found) problems.push({ path, ...found });
    else
      added.set(
        addressOf(manifest as unknown as Manifest),
        extraObject(mesh, manifest as unknown as Manifest),
      );
  });
  return { objects: [...byAddress.values(), ...added.values()], problems };
}

function extrasPath(mesh: ResolvedMesh): string {
  return joinPath("extras", mesh.backend);
}

interface Addressed {
  readonly kind: string;
  readonly metadata: { readonly namespace?: string; readonly name: string };
}

function addressOf({ kind, metadata: { namespace, name } }: Addressed): string {
  return namespace === undefined ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
}

type Found = Omit<Problem, "path">;

function missing(address: string, known: Iterable<string>): Found {
  return {
    message: `changes an object that is not rendered (got ${quote(address)})`,
    rule: "A patch addresses an object of this definition by kind, namespace and name",
    fix: didYouMean(address, known) || "Declare an object of your own under manifests",
  };
}

function wrongPatch(
  { patch }: ObjectPatch,
  address: string,
  patched: ReadonlyMap<string, number>,
): Found | undefined {
  const before = patched.get(address);
  if (before !== undefined) {
    return {
      message: `changes an object that patches[${String(before)}] changes (got ${quote(address)})`,
      rule: "One patch for each object, so that no order matters",
      fix: "Join the two",
    };
  }
  const metadata = isRecord(patch["metadata"]) ? patch["metadata"] : {};
  const fixed = [
    ...["apiVersion", "kind"].filter((field) => field in patch),
    ...["name", "namespace"].filter((field) => field in metadata).map((field) => `metadata.${field}`),
    ...(patch["metadata"] === null ? ["metadata"] : []),
  ];
  if (fixed.length === 0) return undefined;
  return {
    message: `changes what the object is (got ${fixed.join(", ")})`,
    rule: "A patch changes what an object says, not its kind or name",
    fix: "Leave the field out, or declare an object of your own under manifests",
  };
}

function wrongManifest(
  manifest: Readonly<Record<string, unknown>>,
  ours: ReadonlyMap<string, RenderedObject>,
  added: ReadonlyMap<string, RenderedObject>,
): Found | undefined {
  const { apiVersion, kind, metadata } = manifest;
  const { name, namespace } = isRecord(metadata) ? metadata : {};
  const isText = (value: unknown): value is string => typeof value === "string" && value !== "";
  if (
    !isText(apiVersion) ||
    !isText(kind) ||
    !isText(name) ||
    (namespace !== undefined && !isText(namespace))
  ) {
    return {
      message: "is no object of Kubernetes",
      rule: "It has apiVersion, kind and metadata.name, and metadata.namespace where it is in one",
      fix: "Add what is missing",
    };
  }
  if (kind === "Secret" && (manifest["data"] !== undefined || manifest["stringData"] !== undefined)) {
    return {
      message: `holds a secret (got Secret ${quote(name)})`,
      rule: "A definition is plain text, and so are its reports and rendered files",
      fix: "Declare the Secret in the program, with its data as secret outputs",
    };
  }
  const address = addressOf({ kind, metadata: { name, ...(namespace !== undefined && { namespace }) } });
  if (!ours.has(address) && !added.has(address)) return undefined;
  return {
    message: `is ${ours.has(address) ? "rendered by the definition" : "there twice"} (got ${quote(address)})`,
    rule: "Two owners of one object would undo each other's work",
    fix: ours.has(address) ? "Change it with a patch, or rename yours" : "Remove one",
  };
}

function patchedObject(object: RenderedObject, { patch }: ObjectPatch): RenderedObject {
  const features = [...new Set([...object.features, "extras.patches" as const])].sort();
  return { ...object, features, manifest: mergePatch(object.manifest, patch) as Manifest };
}

/** RFC 7396. */
function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isRecord(patch)) return patch;
  const result = new Map(Object.entries(isRecord(target) ? target : {}));
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) result.delete(key);
    else result.set(key, mergePatch(result.get(key), value));
  }
  return Object.fromEntries(result);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** As it was written: nothing is added to other people's objects. */
function extraObject(mesh: ResolvedMesh, manifest: Manifest): RenderedObject {
  return {
    manifest,
    owner: { kind: "mesh", name: mesh.name },
    features: ["extras.manifests"],
    group: ManifestGroup.Policy,
    ownership: Ownership.Whole,
  };
}
