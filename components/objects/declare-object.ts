import { CustomResource, CustomResourcePatch } from "@pulumi/kubernetes/apiextensions";
import * as core from "@pulumi/kubernetes/core/v1";
import type * as pulumi from "@pulumi/pulumi";
import { Ownership, type Manifest } from "../../backends";
import { objectName } from "../names";

/** A manifest of which some values may be known only later. */
export type DeclaredManifest = Manifest;

type ResourceClass = new (
  name: string,
  args: Record<string, unknown>,
  options: pulumi.CustomResourceOptions,
) => pulumi.CustomResource;

/**
 * Declares a Kubernetes object as a resource: the only way by which objects become resources, so that all of them are named
 * and typed alike.
 * @param parentName Name of the component that the object belongs to; its name begins with it.
 */
export function declareObject(
  parentName: string,
  manifest: DeclaredManifest,
  ownership: Ownership,
  options: pulumi.CustomResourceOptions,
): pulumi.CustomResource {
  const Class = classOf(manifest, ownership);
  return new Class(objectName(parentName, manifest), { ...manifest }, options);
}

function classOf({ apiVersion, kind }: Manifest, ownership: Ownership): ResourceClass {
  const isPatch = ownership === Ownership.Patch;
  // The SDK's own classes for the core group: their type tokens name the group, and Secrets keep their data secret.
  const known = apiVersion === "v1" ? coreClasses[isPatch ? `${kind}Patch` : kind] : undefined;
  return known ?? (isPatch ? customClasses.patch : customClasses.whole);
}

// Manifests are data: their fields meet the classes' typed arguments only here.
const coreClasses = core as unknown as Readonly<Record<string, ResourceClass | undefined>>;
const customClasses = { whole: CustomResource, patch: CustomResourcePatch } as unknown as Readonly<
  Record<"whole" | "patch", ResourceClass>
>;
