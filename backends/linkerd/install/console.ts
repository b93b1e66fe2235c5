import { Availability, joinPath, LogLevel, type ResolvedConsole, type ResolvedMesh } from "../../../model";
import { standardLabels, type Json, type Manifest } from "../../manifest";
import { consoleNamespace, controlPlaneNamespace } from "../names";
import { valuesFrom, type ChartValue } from "./chart-values";
import { listValue, mapValue, resourceValues } from "./container-values";
import { podAnnotations } from "./control-plane-values";
import { pullSecretValues } from "./pull-secrets";
import { consoleCertificates, externalCertificates } from "./server-certificates";

/** Parts of the console: key is the name in definitions, value the chart's. */
export const consoleParts: Readonly<Record<string, string>> = {
  dashboard: "dashboard",
  "metrics-api": "metricsAPI",
  prometheus: "prometheus",
  tap: "tap",
  "tap-injector": "tapInjector",
};

/** Values of chart linkerd-viz. */
export function consoleValues(mesh: ResolvedMesh, console: ResolvedConsole): ChartValue[] {
  const { labels } = mesh.controlPlane;
  return [
    ...valuesFrom("clusterDomain", { clusterDomain: mesh.clusterDomain }),
    ...valuesFrom("trustDomain", { identityTrustDomain: mesh.trustDomain }),
    ...valuesFrom("controlPlane.namespace", { linkerdNamespace: controlPlaneNamespace(mesh) }),
    // The namespace is ours and carries the labels that the Job would add.
    ...valuesFrom("observability.console.namespace", { createNamespaceMetadataJob: false }),
    ...externalCertificates(mesh, consoleCertificates(mesh)),
    ...valuesFrom("controlPlane.podAnnotations", { podAnnotations: podAnnotations(mesh) }),
    ...valuesFrom("controlPlane.labels", { commonLabels: mapValue(labels) }),
    ...prometheusValues(console),
    ...(console.availability === Availability.High ? highAvailabilityValues(console) : []),
    ...Object.entries(consoleParts).flatMap(([part, key]) =>
      resourceValues(
        [key, "resources"],
        console.resources[part] ?? {},
        joinPath("observability", "console", "resources", part),
      ),
    ),
    ...loggingValues(mesh),
    ...imageValues(mesh),
    ...placementValues(mesh),
  ];
}

function prometheusValues({ prometheusAddress }: ResolvedConsole): ChartValue[] {
  return valuesFrom("observability.console.prometheusAddress", {
    "prometheus.enabled": prometheusAddress === undefined,
    prometheusUrl: prometheusAddress,
  });
}

/** The chart's values-ha.yaml, and as many replicas of whatever answers people or admits pods. */
function highAvailabilityValues({ prometheusAddress }: ResolvedConsole): ChartValue[] {
  const from = "observability.console.availability";
  const small = { cpuRequest: "100m", memoryRequest: "50Mi", memoryLimit: "250Mi" };
  const large = { cpuRequest: "300m", memoryRequest: "300Mi", memoryLimit: "8192Mi" };
  return [
    ...valuesFrom(from, {
      enablePodAntiAffinity: true,
      enablePodDisruptionBudget: true,
      "tap.replicas": 3,
      "tapInjector.replicas": 3,
      "metricsAPI.replicas": 3,
    }),
    ...["tap", "tapInjector", "metricsAPI", "dashboard"].flatMap((part) =>
      resourceValues([part, "resources"], small, from),
    ),
    ...(prometheusAddress === undefined ? resourceValues(["prometheus", "resources"], large, from) : []),
  ];
}

function loggingValues({ controlPlane, console }: ResolvedMesh): ChartValue[] {
  const { logLevel, logFormat } = controlPlane;
  const bundled = console?.prometheusAddress === undefined;
  return [
    ...valuesFrom("controlPlane.logLevel", {
      defaultLogLevel: logLevel,
      // Prometheus ends with an error at a level that it does not know.
      "prometheus.logLevel": bundled && logLevel === LogLevel.Trace ? LogLevel.Debug : undefined,
    }),
    ...valuesFrom("controlPlane.logFormat", { defaultLogFormat: logFormat }),
  ];
}

function imageValues({ controlPlane }: ResolvedMesh): ChartValue[] {
  const { registry, pullSecrets } = controlPlane.images;
  return [
    ...valuesFrom("controlPlane.images.registry", {
      defaultRegistry: registry,
      "prometheus.image.registry": registry,
    }),
    ...pullSecretValues(pullSecrets),
  ];
}

function placementValues({ controlPlane }: ResolvedMesh): ChartValue[] {
  const { nodeSelector = {}, tolerations = [] } = controlPlane.placement;
  // Two parts have their own, which the chart's default ties to the common ones and values do not.
  const everywhere = (field: string, value: Json | undefined): Record<string, Json | undefined> =>
    Object.fromEntries(["", "metricsAPI.", "prometheus."].map((part) => [`${part}${field}`, value]));
  return [
    ...valuesFrom("controlPlane.placement.nodeSelector", everywhere("nodeSelector", mapValue(nodeSelector))),
    ...valuesFrom(
      "controlPlane.placement.tolerations",
      everywhere("tolerations", listValue(tolerations.map((toleration) => ({ ...toleration })))),
    ),
  ];
}

/**
 * Namespace of the console. Ports without a policy of their own, such as those of its metrics, are for the mesh only; the chart
 * brings policies for the others.
 */
export function consoleNamespaceManifest(mesh: ResolvedMesh): Manifest {
  return {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: {
      name: consoleNamespace(mesh),
      labels: {
        ...standardLabels(mesh),
        "linkerd.io/extension": "viz",
        "pod-security.kubernetes.io/enforce":
          mesh.controlPlane.cni === undefined ? "privileged" : "restricted",
      },
      annotations: {
        "config.linkerd.io/default-inbound-policy": "all-authenticated",
        ...(mesh.console?.prometheusAddress !== undefined && {
          "viz.linkerd.io/external-prometheus": mesh.console.prometheusAddress,
        }),
      },
    },
  };
}
