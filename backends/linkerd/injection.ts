import {
  AccessMode,
  DefaultAccess,
  Injection,
  MtlsMode,
  NamespaceManagement,
  type FeatureId,
} from "../../model";
import type { ResolvedMesh, ResolvedNamespace } from "../../model";
import { ManifestGroup, Ownership, standardLabels, type RenderedObject } from "../manifest";
import { accessLogAnnotations, accessLogFeatures } from "./observability/access-logs";
import { annotationsOf as settingAnnotations, featuresOfSettings } from "./proxy-settings/annotations";
import { namespaceSettings } from "./proxy-settings/effective";
import { sortedFeatures } from "./rendered";

const config = "config.linkerd.io";

/** Linkerd's policy for each default where rules are enforced. */
export const policyOfDefault: Readonly<Record<DefaultAccess, string>> = {
  [DefaultAccess.Deny]: "deny",
  [DefaultAccess.SameNamespace]: "deny",
  [DefaultAccess.Mesh]: "all-authenticated",
  [DefaultAccess.All]: "all-unauthenticated",
};

/** Linkerd's policy for ports that no Server selects. It is fixed when a pod is injected. */
export function inboundPolicy({ defaultAccess, accessMode }: ResolvedNamespace): string {
  const lenient = accessMode === AccessMode.Audit && defaultAccess !== DefaultAccess.All;
  return lenient ? "audit" : policyOfDefault[defaultAccess];
}

/** Namespaces of the mesh: created whole, or only annotated when someone else owns them. */
export function renderInjection(mesh: ResolvedMesh): RenderedObject[] {
  return mesh.namespaces.map((namespace) => {
    const created = namespace.management === NamespaceManagement.Created;
    return {
      manifest: {
        apiVersion: "v1",
        kind: "Namespace",
        metadata: {
          name: namespace.name,
          ...(created && { labels: standardLabels(mesh) }),
          annotations: { ...annotationsOf(mesh, namespace), ...accessLogAnnotations(mesh, namespace) },
        },
      },
      owner: { kind: "namespace", name: namespace.name },
      features: sortedFeatures([...featuresOf(namespace), ...accessLogFeatures(mesh, namespace)]),
      group: ManifestGroup.Injection,
      ownership: created ? Ownership.Whole : Ownership.Patch,
    };
  });
}

function annotationsOf(mesh: ResolvedMesh, namespace: ResolvedNamespace): Record<string, string> {
  if (namespace.injection === Injection.Disabled) return { "linkerd.io/inject": "disabled" };
  return {
    "linkerd.io/inject": "enabled",
    [`${config}/default-inbound-policy`]: inboundPolicy(namespace),
    ...settingAnnotations(namespaceSettings(mesh, namespace)),
  };
}

/** Feature of each default. */
export const accessFeatures: Readonly<Record<DefaultAccess, FeatureId>> = {
  [DefaultAccess.Deny]: "access.default.deny",
  [DefaultAccess.SameNamespace]: "access.default.sameNamespace",
  [DefaultAccess.Mesh]: "access.default.mesh",
  [DefaultAccess.All]: "access.default.all",
};

function featuresOf(namespace: ResolvedNamespace): FeatureId[] {
  const { management, injection, defaultAccess, accessMode, mtls } = namespace;
  const managed: FeatureId = `namespaces.${management}`;
  if (injection === Injection.Disabled) return [managed, "injection.disabled"];
  return [
    managed,
    "injection.enabled",
    accessFeatures[defaultAccess],
    ...(accessMode === AccessMode.Audit ? ["access.mode.namespace.audit" as const] : []),
    ...(mtls === MtlsMode.Accepted ? ["mtls.namespace.accepted" as const] : []),
    ...featuresOfSettings(namespace),
  ];
}
