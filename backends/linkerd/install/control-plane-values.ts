import {
  Availability,
  joinPath,
  LogLevel,
  MetricsDiscovery,
  TrustSource,
  type ContainerResources,
  type ResolvedControlPlane,
  type ResolvedMesh,
} from "../../../model";
import type { Json } from "../../manifest";
import { policyOfDefault } from "../injection";
import { consoleNamespace } from "../names";
import { valuesFrom, type ChartValue } from "./chart-values";
import { sharedNetworkValues } from "./cni";
import { listValue, mapValue, resourceValues } from "./container-values";
import { pullSecretValues } from "./pull-secrets";
import { trustBundlePlaceholder } from "./placeholders";
import { controlPlaneCertificates, externalCertificates } from "./server-certificates";
import { highAvailabilityParts, highAvailabilityProxy, highAvailabilityValues } from "./high-availability";

/** Parts of the control plane: key is the name in definitions, value where the chart has the part's resources. */
export const controlPlaneParts: Readonly<Record<string, readonly string[]>> = {
  destination: ["destinationResources"],
  heartbeat: ["heartbeatResources"],
  identity: ["identityResources"],
  policy: ["policyController", "resources"],
  "proxy-injector": ["proxyInjectorResources"],
  "sp-validator": ["spValidatorResources"],
};

/**
 * Values of chart linkerd-control-plane. Certificates reach it through Secrets and a ConfigMap that are ours, so no value is
 * secret and every value is known at preview.
 */
export function controlPlaneValues(mesh: ResolvedMesh): ChartValue[] {
  const { controlPlane } = mesh;
  return [
    ...identityValues(mesh),
    ...valuesFrom("controlPlane.clusterNetworks", {
      clusterNetworks: controlPlane.clusterNetworks.join(","),
    }),
    ...heartbeatValues(mesh),
    ...podMonitorValues(mesh),
    ...(controlPlane.availability === Availability.High ? highAvailabilityValues() : []),
    ...partValues(controlPlane),
    ...proxyValues(controlPlane),
    ...loggingValues(controlPlane),
    ...imageValues(controlPlane),
    ...valuesFrom("controlPlane.labels", { commonLabels: mapValue(controlPlane.labels) }),
    ...placementValues(controlPlane),
    ...(controlPlane.cni === undefined ? [] : sharedNetworkValues()),
    ...tracingValues(mesh),
  ];
}

function identityValues(mesh: ResolvedMesh): ChartValue[] {
  return [
    ...valuesFrom("clusterDomain", { clusterDomain: mesh.clusterDomain }),
    ...valuesFrom("trustDomain", { identityTrustDomain: mesh.trustDomain }),
    ...valuesFrom("trust", {
      "identity.externalCA": true,
      "identity.issuer.scheme": "kubernetes.io/tls",
    }),
    ...externalCertificates(mesh, controlPlaneCertificates(mesh)),
    ...valuesFrom("controlPlane.podAnnotations", { podAnnotations: podAnnotations(mesh) }),
  ];
}

/** With an external bundle Linkerd does not notice a change of it; the annotation restarts what reads it at its start. */
export function podAnnotations(mesh: ResolvedMesh): Json {
  return { ...mesh.controlPlane.podAnnotations, "pulumi-service-mesh/trust-anchors": trustAnchorsText(mesh) };
}

/** What changes when the roots do, as far as it is known before they are read. */
function trustAnchorsText({ trust }: ResolvedMesh): string {
  if (trust.source === TrustSource.Provided) return trustBundlePlaceholder;
  const roots = trust.certManager?.existing?.roots.map(({ kind, name, key }) => `${kind}/${name}/${key}`);
  return (roots ?? trust.anchors.map(({ name, validityDays }) => `${name}/${String(validityDays)}d`)).join(
    ",",
  );
}

/** The chart's own schedule is the time of rendering plus ten minutes, which would be a change each time. */
function heartbeatValues(mesh: ResolvedMesh): ChartValue[] {
  if (!mesh.controlPlane.usageReports)
    return valuesFrom("controlPlane.usageReports", { disableHeartBeat: true });
  const { console, clusterDomain, name } = mesh;
  const prometheus = console && `http://prometheus.${consoleNamespace(mesh)}.svc.${clusterDomain}:9090`;
  return [
    ...valuesFrom("controlPlane.usageReports", {
      disableHeartBeat: false,
      heartbeatSchedule: dailyAt(name),
    }),
    ...valuesFrom("observability.console", { prometheusUrl: console?.prometheusAddress ?? prometheus }),
  ];
}

/** Once a day, at a time of its own for each mesh, so that not all report at once. */
function dailyAt(name: string): string {
  const minutes = Array.from(name).reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_440, 0);
  return `${String(minutes % 60)} ${String(Math.floor(minutes / 60))} * * *`;
}

function podMonitorValues({ metrics }: ResolvedMesh): ChartValue[] {
  const enabled = metrics.discovery === MetricsDiscovery.PodMonitor;
  return [
    ...valuesFrom("observability.metrics.discovery", { "podMonitor.enabled": enabled }),
    ...(enabled
      ? valuesFrom("observability.metrics.scrapeInterval", {
          "podMonitor.scrapeInterval": metrics.scrapeInterval,
          "podMonitor.scrapeTimeout": metrics.scrapeInterval,
        })
      : []),
  ];
}

function partValues({ availability, resources }: ResolvedControlPlane): ChartValue[] {
  const high = availability === Availability.High;
  return Object.entries(controlPlaneParts).flatMap(([part, path]) => [
    ...(high ? resourceValues(path, highAvailabilityParts(part), "controlPlane.availability") : []),
    ...resourceValues(path, resources[part] ?? {}, joinPath("controlPlane", "resources", part)),
  ]);
}

function proxyValues({ availability, nativeSidecars, proxy }: ResolvedControlPlane): ChartValue[] {
  const high: ContainerResources = availability === Availability.High ? highAvailabilityProxy : {};
  const path = ["proxy", "resources"];
  return [
    ...valuesFrom("controlPlane.nativeSidecars", { "proxy.nativeSidecar": nativeSidecars }),
    ...valuesFrom("controlPlane.proxy.defaultAccess", {
      "proxy.defaultInboundPolicy": policyOfDefault[proxy.defaultAccess],
    }),
    ...resourceValues(path, high, "controlPlane.availability"),
    ...resourceValues(path, proxy.resources, "controlPlane.proxy.resources"),
    ...valuesFrom("controlPlane.proxy.logLevel", {
      "proxy.logLevel": proxy.logLevel && `warn,linkerd=${proxy.logLevel},hickory=error`,
    }),
    ...valuesFrom("controlPlane.proxy.logFormat", { "proxy.logFormat": proxy.logFormat }),
    ...valuesFrom("controlPlane.proxy.connectTimeouts", {
      "proxy.outboundConnectTimeout": proxy.connectTimeouts.outbound,
      "proxy.inboundConnectTimeout": proxy.connectTimeouts.inbound,
    }),
  ];
}

function loggingValues({ logLevel, logFormat }: ResolvedControlPlane): ChartValue[] {
  return [
    ...valuesFrom("controlPlane.logLevel", {
      controllerLogLevel: logLevel,
      // The policy controller is another program, which would also tell of every library it uses.
      "policyController.logLevel":
        logLevel && (logLevel === LogLevel.Trace ? "trace" : `linkerd=${logLevel},warn`),
    }),
    ...valuesFrom("controlPlane.logFormat", { controllerLogFormat: logFormat }),
  ];
}

function imageValues({ images }: ResolvedControlPlane): ChartValue[] {
  const { registry, pullSecrets } = images;
  return [
    ...(registry === undefined
      ? []
      : valuesFrom("controlPlane.images.registry", {
          controllerImage: `${registry}/controller`,
          "proxy.image.name": `${registry}/proxy`,
          "debugContainer.image.name": `${registry}/debug`,
        })),
    ...pullSecretValues(pullSecrets),
  ];
}

function placementValues({ placement }: ResolvedControlPlane): ChartValue[] {
  const { nodeSelector, tolerations, priorityClass } = placement;
  return [
    ...valuesFrom("controlPlane.placement.nodeSelector", { nodeSelector: mapValue(nodeSelector ?? {}) }),
    ...valuesFrom("controlPlane.placement.tolerations", {
      tolerations: listValue((tolerations ?? []).map((toleration) => ({ ...toleration }))),
    }),
    ...valuesFrom("controlPlane.placement.priorityClass", { priorityClassName: priorityClass }),
  ];
}

function tracingValues({ tracing }: ResolvedMesh): ChartValue[] {
  if (tracing === undefined) return [];
  const { address, serviceAccount } = tracing.collector;
  const labels = Object.entries(tracing.attributes).map(([key, value]): ChartValue => ({
    path: ["proxy", "tracing", "labels", key],
    value,
    from: "observability.tracing.attributes",
  }));
  return [
    ...valuesFrom("observability.tracing.collector", {
      "proxy.tracing.enabled": true,
      "proxy.tracing.collector.endpoint": address,
      "proxy.tracing.collector.meshIdentity.serviceAccountName": serviceAccount.name,
      "proxy.tracing.collector.meshIdentity.namespace": serviceAccount.namespace,
    }),
    ...valuesFrom("observability.tracing.serviceName", {
      "proxy.tracing.traceServiceName": tracing.serviceName,
    }),
    ...labels,
    ...(tracing.controlPlane
      ? valuesFrom("observability.tracing.controlPlane", {
          "controller.tracing.enabled": true,
          "controller.tracing.collector.endpoint": address,
        })
      : []),
  ];
}
