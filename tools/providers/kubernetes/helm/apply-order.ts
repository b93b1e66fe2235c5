import { annotationOf } from "../object/annotations";
import { groupVersionKindOf, type GroupVersionKind } from "../object/group-version-kind";
import { isCustomResourceDefinition, nameOf, namespaceOf, stringAt, type Manifest } from "../object/manifest";

/** A manifest and those of the same set that must exist before it. */
export interface OrderedManifest {
  readonly manifest: Manifest;
  readonly dependencies: readonly Manifest[];
}

const dependsOnAnnotation = "config.kubernetes.io/depends-on";

/** Kinds that others refer to, in the order in which they are best created; all other kinds come after them. */
const early = [
  "/Namespace",
  "/ResourceQuota",
  "storage.k8s.io/StorageClass",
  "apiextensions.k8s.io/CustomResourceDefinition",
  "admissionregistration.k8s.io/MutatingWebhookConfiguration",
  "/ServiceAccount",
  "extensions/PodSecurityPolicy",
  "policy/PodSecurityPolicy",
  "rbac.authorization.k8s.io/Role",
  "rbac.authorization.k8s.io/ClusterRole",
  "rbac.authorization.k8s.io/RoleBinding",
  "rbac.authorization.k8s.io/ClusterRoleBinding",
  "/ConfigMap",
  "/Secret",
  "/Service",
  "/LimitRange",
  "scheduling.k8s.io/PriorityClass",
  "extensions/Deployment",
  "apps/Deployment",
  "apps/StatefulSet",
  "batch/CronJob",
  "policy/PodDisruptionBudget",
];
/** It would refuse what the objects before it have yet to make acceptable. */
const late = ["admissionregistration.k8s.io/ValidatingWebhookConfiguration"];

/**
 * Orders manifests so that each comes after what it needs: the definition of its kind, its namespace, and what its
 * `depends-on` annotation names.
 *
 * @throws Error where dependencies form a circle, or name what is not in the set.
 */
export function applyOrder(manifests: readonly Manifest[]): OrderedManifest[] {
  const remaining = new Map(manifests.map((manifest) => [keyOf(manifest), manifest]));
  const all = new Map(remaining);
  const dependencies = dependenciesOf(all);
  const ordered: OrderedManifest[] = [];
  while (remaining.size > 0) {
    const ready = [...remaining].filter(([key]) =>
      [...(dependencies.get(key) ?? [])].every((other) => !remaining.has(other)),
    );
    if (ready.length === 0)
      throw new Error(
        `the chart's objects depend on each other in a circle: ${[...remaining.keys()].join(", ")}`,
      );
    for (const [key, manifest] of ready.sort(([, a], [, b]) => compare(a, b))) {
      const needed = [...(dependencies.get(key) ?? [])].map((other) => all.get(other));
      ordered.push({ manifest, dependencies: needed.filter((other) => other !== undefined) });
    }
    for (const [key] of ready) remaining.delete(key);
  }
  return ordered;
}

function dependenciesOf(manifests: ReadonlyMap<string, Manifest>): Map<string, Set<string>> {
  const definitions = new Map<string, string>();
  const namespaces = new Map<string, string>();
  for (const [key, manifest] of manifests) {
    if (isCustomResourceDefinition(manifest)) {
      definitions.set(
        `${stringAt(manifest, "spec", "group")}/${stringAt(manifest, "spec", "names", "kind")}`,
        key,
      );
    }
    if (groupKind(manifest) === "/Namespace") namespaces.set(nameOf(manifest), key);
  }
  const result = new Map<string, Set<string>>();
  for (const [key, manifest] of manifests) {
    const needed = [
      definitions.get(groupKind(manifest)),
      namespaces.get(namespaceOf(manifest)),
      ...explicit(manifest, manifests),
    ];
    result.set(key, new Set(needed.filter((other) => other !== undefined && other !== key) as string[]));
  }
  return result;
}

/** `group/kind/name` or `group/namespaces/<namespace>/kind/name`, separated by commas. */
function explicit(manifest: Manifest, manifests: ReadonlyMap<string, Manifest>): string[] {
  const text = annotationOf(manifest, dependsOnAnnotation);
  return text === ""
    ? []
    : text.split(",").map((reference) => {
        const parts = reference.trim().split("/");
        const key =
          parts.length === 5 && parts[1] === "namespaces"
            ? `${parts[0] ?? ""}/${parts[3] ?? ""}/${parts[2] ?? ""}/${parts[4] ?? ""}`
            : `${parts[0] ?? ""}/${parts[1] ?? ""}//${parts[2] ?? ""}`;
        if (manifests.has(key)) return key;
        throw new Error(
          `${keyOf(manifest)}: ${dependsOnAnnotation} names "${reference.trim()}", which is not among the chart's objects.`,
        );
      });
}

function keyOf(manifest: Manifest): string {
  return `${groupKind(manifest)}/${namespaceOf(manifest)}/${nameOf(manifest)}`;
}

function groupKind(manifest: Manifest): string {
  const { group, kind }: GroupVersionKind = groupVersionKindOf(manifest);
  return `${group}/${kind}`;
}

function rank(manifest: Manifest): number {
  const kind = groupKind(manifest);
  const position = early.indexOf(kind);
  return position >= 0 ? position - early.length : 1 + late.indexOf(kind);
}

function compare(a: Manifest, b: Manifest): number {
  const { group: groupA, kind: kindA } = groupVersionKindOf(a);
  const { group: groupB, kind: kindB } = groupVersionKindOf(b);
  return (
    rank(a) - rank(b) ||
    compareText(groupA, groupB) ||
    compareText(kindA, kindB) ||
    compareText(namespaceOf(a), namespaceOf(b)) ||
    compareText(nameOf(a), nameOf(b))
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
