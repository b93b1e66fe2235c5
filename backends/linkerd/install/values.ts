import { Availability, MetricsDiscovery, type ResolvedMesh } from "../../../model";
import type { Json } from "../../manifest";

type Values = Readonly<Record<string, Json>>;

/** Stands in for the webhooks' authority until its certificate is known; fixed, so that every render is equal. */
export const caBundlePlaceholder = "pulumi-service-mesh-ca-bundle";

/**
 * Values of chart linkerd-control-plane. Certificates reach it through Secrets and a ConfigMap that are ours, so no value is
 * secret and every value is known at preview.
 */
export function controlPlaneValues(mesh: ResolvedMesh): Values {
  const { controlPlane, clusterDomain, trustDomain } = mesh;
  const high = controlPlane.availability === Availability.High;
  const webhook = { externalSecret: true, caBundle: caBundlePlaceholder };
  return {
    clusterDomain,
    identityTrustDomain: trustDomain,
    clusterNetworks: controlPlane.clusterNetworks.join(","),
    identity: { externalCA: true, issuer: { scheme: "kubernetes.io/tls" } },
    // The schedule of the heartbeat is the time of rendering, and it reports to the outside.
    disableHeartBeat: true,
    // With an external bundle Linkerd does not notice a change of it; the annotation restarts the control plane.
    podAnnotations: { "pulumi-service-mesh/trust-anchors": trustAnchorsText(mesh) },
    proxyInjector: webhook,
    profileValidator: webhook,
    policyValidator: webhook,
    podMonitor: podMonitorValues(mesh),
    ...(high && highAvailabilityValues()),
    proxy: { nativeSidecar: controlPlane.nativeSidecars, ...(high && { resources: proxyResources }) },
  };
}

function trustAnchorsText(mesh: ResolvedMesh): string {
  return mesh.trust.anchors.map(({ name, validityDays }) => `${name}/${String(validityDays)}d`).join(",");
}

function podMonitorValues({ metrics }: ResolvedMesh): Values {
  if (metrics.discovery === MetricsDiscovery.None) return { enabled: false };
  return { enabled: true, scrapeInterval: metrics.scrapeInterval, scrapeTimeout: metrics.scrapeInterval };
}

const proxyResources = { cpu: { request: "100m" }, memory: { request: "20Mi", limit: "250Mi" } };
const controllerResources = {
  cpu: { request: "100m", limit: "" },
  memory: { request: "50Mi", limit: "250Mi" },
};

/** The chart's values-ha.yaml, which is a file beside the chart and not a switch in it. */
function highAvailabilityValues(): Values {
  return {
    highAvailability: true,
    controllerReplicas: 3,
    webhookFailurePolicy: "Fail",
    enablePodAntiAffinity: true,
    enablePodDisruptionBudget: true,
    controller: { podDisruptionBudget: { maxUnavailable: 1 } },
    deploymentStrategy: { rollingUpdate: { maxUnavailable: 1, maxSurge: "25%" } },
    destinationResources: controllerResources,
    proxyInjectorResources: controllerResources,
    spValidatorResources: controllerResources,
    heartbeatResources: controllerResources,
    identityResources: { ...controllerResources, memory: { request: "10Mi", limit: "250Mi" } },
  };
}
