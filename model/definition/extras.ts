import type { RawValue } from "./raw-value";

/** A change to an object that the mesh's definition renders, for what the model has no word for. */
export interface ObjectPatch {
  /** Kind of the object, for example `HTTPRoute`. */
  kind: string;
  /** Namespace of the object. Default: none, for objects that are in no namespace. */
  namespace?: string;
  /** Name of the object. */
  name: string;
  /**
   * JSON merge patch (RFC 7396): fields are merged, lists are replaced, `null` takes a field away. Not for the object's kind and name.
   */
  patch: Record<string, RawValue>;
  /**
   * Why the model is not enough. At least ten characters, for the next reader.
   * @minLength 10
   */
  reason: string;
}

/** What one mesh gets beyond the model. Nothing of it is checked against the rest: decisions and reports know nothing of it. */
export interface BackendExtras {
  /** Whole objects, each with `apiVersion`, `kind` and `metadata.name`. No Secrets, and none that the definition renders. */
  manifests?: Record<string, RawValue>[];
  /** Changes to objects that the definition renders. */
  patches?: ObjectPatch[];
}

/** What single meshes get beyond the model. Only that of the mesh in use is applied. */
export interface ExtrasDefinition {
  /** For Linkerd. */
  linkerd?: BackendExtras;
}
