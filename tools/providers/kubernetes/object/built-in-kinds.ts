import { apiTypes } from "./api-types";
import { apiVersionFor, describeKind, type GroupVersionKind } from "./group-version-kind";

/**
 * Group versions that belong to Kubernetes itself although Go's client has no types for them: retired ones, and the
 * aggregation and extension APIs, whose types live elsewhere.
 */
const untypedGroupVersions = [
  "apiextensions.k8s.io/v1",
  "apiextensions.k8s.io/v1beta1",
  "apiregistration.k8s.io/v1",
  "apiregistration.k8s.io/v1beta1",
  "auditregistration.k8s.io/v1alpha1",
  "batch/v2alpha1",
  "core/v1",
  "discovery.k8s.io/v1beta1",
  "flowcontrol.apiserver.k8s.io/v1alpha1",
  "meta/v1",
  "networking.k8s.io/v1alpha1",
  "resource.k8s.io/v1alpha1",
  "resource.k8s.io/v1alpha2",
  "settings.k8s.io/v1alpha1",
  "storagemigration.k8s.io/v1alpha1",
];

let groupVersions: Set<string> | undefined;

/** Whether the group version is Kubernetes' own, as opposed to one that a CustomResourceDefinition brings. */
export function isBuiltInGroupVersion(apiVersion: string): boolean {
  groupVersions ??= new Set([
    ...untypedGroupVersions,
    ...Object.keys(apiTypes().kinds).map((kind) => kind.slice(0, kind.lastIndexOf("/"))),
  ]);
  return groupVersions.has(apiVersion);
}

const namespaced = new Set(
  (
    "Binding ConfigMap ControllerRevision CronJob CSIStorageCapacity DaemonSet Deployment Endpoints EndpointSlice Event " +
    "HorizontalPodAutoscaler Ingress Job Lease LimitRange NetworkPolicy PersistentVolumeClaim Pod PodDisruptionBudget " +
    "PodTemplate ReplicaSet ReplicationController ResourceQuota Role RoleBinding Secret Service ServiceAccount StatefulSet"
  ).split(" "),
);
const clusterScoped = new Set(
  (
    "APIService CertificateSigningRequest ClusterRole ClusterRoleBinding CSIDriver CSINode CustomResourceDefinition " +
    "FlowSchema IngressClass MutatingWebhookConfiguration Namespace Node PersistentVolume PodSecurityPolicy PriorityClass " +
    "PriorityLevelConfiguration RuntimeClass StorageClass ValidatingWebhookConfiguration VolumeAttachment"
  ).split(" "),
);

/** Whether objects of a built-in kind live in a namespace; undefined where only the API server knows. */
export function builtInScope(kind: GroupVersionKind): boolean | undefined {
  if (!isBuiltInGroupVersion(apiVersionFor(kind))) return undefined;
  const name = kind.kind.replace(/Patch$/, "").replace(/List$/, "");
  if (namespaced.has(name)) return true;
  return clusterScoped.has(name) ? false : undefined;
}

/** Lists such as ConfigMapList exist in manifests only; the API server has no such objects. */
export function isBuiltInList(kind: GroupVersionKind): boolean {
  if (!kind.kind.endsWith("List") || !isBuiltInGroupVersion(apiVersionFor(kind))) return false;
  const element = { ...kind, kind: kind.kind.slice(0, -"List".length) };
  return describeKind(element) in apiTypes().kinds || builtInScope(element) !== undefined;
}

export interface ServerVersion {
  readonly major: number;
  readonly minor: number;
}

/** A sentence that says since when the server no longer has this version of the kind; undefined while it has. */
export function removalNotice(kind: GroupVersionKind, server: ServerVersion): string | undefined {
  const removed = apiTypes().removed[describeKind(kind)];
  if (removed === undefined) return undefined;
  const [major, minor, replacement] = removed;
  if (server.major < major || (server.major === major && server.minor < minor)) return undefined;
  return `apiVersion "${describeKind(kind)}" was removed in Kubernetes ${major}.${minor}. Use "${replacement}" instead.`;
}
