import { isPropertyMap, Unknown } from "../../shared/property-value";
import { at, removeAt, type Manifest } from "./manifest";

/** Annotations by which a program steers the provider, object by object. */
export const annotation = {
  /** Set by the provider on objects whose name it chose. */
  autonamed: "pulumi.com/autonamed",
  /** `"true"`: report success as soon as the API server has accepted the object. */
  skipAwait: "pulumi.com/skipAwait",
  /** Conditions to wait for: `jsonpath={...}[=value]` or `condition=Type[=Status]`, or a JSON list of them. */
  waitFor: "pulumi.com/waitFor",
  /** Upper bound of waiting, in whole seconds. */
  timeoutSeconds: "pulumi.com/timeoutSeconds",
  /** `"true"` on a Job: replace it when it has not succeeded. */
  replaceUnready: "pulumi.com/replaceUnready",
  /** `"true"`: take over fields that another manager owns. */
  patchForce: "pulumi.com/patchForce",
  /** Name under which the API server records ownership of fields. */
  patchFieldManager: "pulumi.com/patchFieldManager",
  /** `foreground` (default), `background` or `orphan`. */
  deletionPropagation: "pulumi.com/deletionPropagationPolicy",
} as const;

export function annotationOf(manifest: Manifest, key: string): string {
  const value = at(manifest, "metadata", "annotations", key);
  return typeof value === "string" ? value : "";
}

export function hasAnnotation(manifest: Manifest, key: string): boolean {
  return annotationOf(manifest, key) === "true";
}

/** Adds an annotation, unless the place for it is not known yet. */
export function annotate(manifest: Manifest, key: string, value: string): void {
  const metadata = manifest["metadata"] ?? {};
  if (metadata instanceof Unknown || !isPropertyMap(metadata)) return;
  const annotations = metadata["annotations"] ?? {};
  if (annotations instanceof Unknown || !isPropertyMap(annotations)) return;
  manifest["metadata"] = metadata;
  annotations[key] = value;
  metadata["annotations"] = annotations;
}

/** Left by `kubectl apply` and by early versions of the provider; it is nobody's input. */
export const lastAppliedAnnotation = "kubectl.kubernetes.io/last-applied-configuration";

export function removeAnnotation(manifest: Manifest, key: string): void {
  removeAt(manifest, "metadata", "annotations", key);
}
