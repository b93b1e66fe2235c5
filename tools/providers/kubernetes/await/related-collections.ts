import { namespaceOf, type Manifest } from "../object/manifest";
import type { RelatedKind } from "./readiness-rule";

const roots: Readonly<Record<RelatedKind, string>> = {
  pods: "/api/v1",
  replicasets: "/apis/apps/v1",
  endpoints: "/api/v1",
  persistentvolumeclaims: "/api/v1",
  storageclasses: "/apis/storage.k8s.io/v1",
};

/** Where the API server keeps the related objects of an object. */
export function relatedCollection(kind: RelatedKind, object: Manifest): string {
  const namespace = namespaceOf(object);
  const scope = kind === "storageclasses" || namespace === "" ? "" : `/namespaces/${namespace}`;
  return `${roots[kind]}${scope}/${kind}`;
}
