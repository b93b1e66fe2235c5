import {
  Injection,
  WorkloadKind,
  type FeatureId,
  type ResolvedMesh,
  type ResolvedService,
} from "../../../model";
import { ManifestGroup, Ownership, type Manifest, type RenderedObject } from "../../manifest";
import { accessFeatures, inboundPolicy } from "../injection";
import { sortedFeatures } from "../rendered";
import { annotationsOf, featuresOfSettings, type ProxySettings } from "./annotations";
import { effectiveSettings, namespaceOf } from "./effective";

/** Annotations that a service's pods need beyond what their namespace says. */
export function workloadAnnotations(mesh: ResolvedMesh, service: ResolvedService): Record<string, string> {
  const { definition, injection } = service;
  const ingress = definition.linkerd?.ingressMode === true;
  if (injection === Injection.Disabled)
    return definition.injection === undefined ? {} : { "linkerd.io/inject": "disabled" };
  const inject = { "linkerd.io/inject": ingress ? "ingress" : "enabled" };
  const namespace = namespaceOf(mesh, service);
  if (namespace?.injection === Injection.Disabled) {
    // A namespace outside the mesh says nothing that its pods could inherit: without the policy they would take the chart's.
    return {
      ...inject,
      "config.linkerd.io/default-inbound-policy": inboundPolicy(namespace),
      ...annotationsOf(effectiveSettings(mesh, namespace, service)),
    };
  }
  return {
    ...(definition.injection !== undefined || ingress ? inject : {}),
    ...annotationsOf(ownSettings(service)),
  };
}

function ownSettings({ definition }: ResolvedService): ProxySettings {
  const { proxyResources, proxy, linkerd } = definition;
  return { ...(proxyResources && { proxyResources }), ...(proxy && { proxy }), ...(linkerd && { linkerd }) };
}

/** The annotations on the workload's own pod template, where that is asked for. */
export function renderWorkloadPatch(mesh: ResolvedMesh, service: ResolvedService): RenderedObject[] {
  const annotations = workloadAnnotations(mesh, service);
  if (!service.workload.patch || Object.keys(annotations).length === 0) return [];
  const { kind, name } = service.workload;
  const template = { metadata: { annotations } };
  const scheduled = kind === WorkloadKind.CronJob;
  const manifest: Manifest = {
    apiVersion: scheduled ? "batch/v1" : "apps/v1",
    kind,
    metadata: { name, namespace: service.namespace },
    spec: scheduled ? { jobTemplate: { spec: { template } } } : { template },
  };
  return [
    {
      manifest,
      owner: { kind: "service", name: service.id },
      features: sortedFeatures(featuresOf(mesh, service)),
      group: ManifestGroup.Policy,
      ownership: Ownership.Patch,
    },
  ];
}

function featuresOf(mesh: ResolvedMesh, service: ResolvedService): FeatureId[] {
  const { definition } = service;
  const namespace = namespaceOf(mesh, service);
  const alone = service.injection === Injection.Enabled && namespace?.injection === Injection.Disabled;
  const own = definition.injection;
  return [
    "injection.patch",
    ...(own === undefined ? [] : [`injection.workload.${own}` as const]),
    ...(definition.linkerd?.ingressMode === undefined ? [] : ["linkerd.ingressMode" as const]),
    ...(service.injection === Injection.Enabled ? featuresOfSettings(ownSettings(service)) : []),
    ...(alone
      ? [
          accessFeatures[namespace.defaultAccess],
          ...featuresOfSettings(effectiveSettings(mesh, namespace, service)),
        ]
      : []),
  ];
}
