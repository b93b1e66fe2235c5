import {
  CustomResource,
  log,
  secret,
  type ComponentResource,
  type CustomResourceOptions,
  type Inputs,
} from "@pulumi/pulumi";
import { isPropertyMap } from "../../shared/property-value";
import { annotation, annotationOf } from "../object/annotations";
import { apiVersionOf, at, idOf, isCoreKind, kindOf, setAt, type Manifest } from "../object/manifest";
import { applyOrder } from "./apply-order";

export interface RegistrationOptions {
  readonly parent: ComponentResource;
  /** Goes before the objects' names, followed by a colon; empty for none. */
  readonly prefix: string;
  readonly skipAwait: boolean;
}

/** One object of a chart, of whatever kind. */
class ChartObject extends CustomResource {}

/** Makes each manifest a resource below the component, in the order in which they can be created. */
export function registerManifests(
  manifests: readonly Manifest[],
  options: RegistrationOptions,
): CustomResource[] {
  const registered = new Map<Manifest, CustomResource>();
  for (const { manifest, dependencies } of applyOrder(manifests)) {
    const dependsOn = dependencies.flatMap((dependency) => registered.get(dependency) ?? []);
    registered.set(manifest, register(manifest, dependsOn, options));
  }
  return [...registered.values()];
}

function register(
  manifest: Manifest,
  dependsOn: CustomResource[],
  options: RegistrationOptions,
): CustomResource {
  const { parent, prefix, skipAwait } = options;
  if (skipAwait) {
    if (!isPropertyMap(at(manifest, "metadata", "annotations")))
      setAt(manifest, {}, "metadata", "annotations");
    setAt(manifest, "true", "metadata", "annotations", annotation.skipAwait);
  }
  const name = prefix === "" ? idOf(manifest) : `${prefix}:${idOf(manifest)}`;
  const resourceOptions: CustomResourceOptions = {
    parent,
    ...(dependsOn.length > 0 && { dependsOn }),
    ...retention(manifest, parent),
  };
  return new ChartObject(typeOf(manifest), name, propertiesOf(manifest), resourceOptions);
}

/** The core group has no name in manifests, but one in resource types. */
function typeOf(manifest: Manifest): string {
  const apiVersion = apiVersionOf(manifest);
  return `kubernetes:${apiVersion === "v1" ? "core/v1" : apiVersion}:${kindOf(manifest)}`;
}

/** Charts keep what must outlive them, such as definitions, by an annotation. */
function retention(manifest: Manifest, parent: ComponentResource): CustomResourceOptions {
  const policy = annotationOf(manifest, "helm.sh/resource-policy");
  if (policy === "keep") return { retainOnDelete: true };
  if (policy !== "") void log.warn(`Unsupported Helm resource policy "${policy}"`, parent);
  return {};
}

function propertiesOf(manifest: Manifest): Inputs {
  const properties: Inputs = { ...manifest };
  if (isCoreKind(manifest, "Secret")) {
    for (const key of ["data", "stringData"]) {
      if (properties[key] !== undefined) properties[key] = secret(properties[key]);
    }
  }
  return properties;
}
