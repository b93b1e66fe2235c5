import type { CniDefinition, MeshDefinition, ProxyDefaults } from "../definition";
import { defaults, environmentDefaults } from "../defaults";
import { sortedUnique, withSortedKeys } from "./order";
import type { ResolvedCni, ResolvedControlPlane, ResolvedProxyDefaults } from "./resolved-control-plane";

/** Fills in every default of the control plane. */
export function resolveControlPlane({
  controlPlane = {},
  environment,
}: MeshDefinition): ResolvedControlPlane {
  const { charts, gatewayApi, images, cni } = controlPlane;
  const management = controlPlane.management ?? defaults.management;
  return {
    management,
    namespace: controlPlane.namespace,
    version: controlPlane.version,
    availability: controlPlane.availability ?? environmentDefaults[environment].availability,
    nativeSidecars: controlPlane.nativeSidecars ?? defaults.nativeSidecars,
    clusterNetworks: controlPlane.clusterNetworks ?? defaults.clusterNetworks,
    kubernetesVersion: controlPlane.kubernetesVersion ?? defaults.kubernetesVersion,
    charts: {
      location: charts?.location,
      whenUnreachable: charts?.whenUnreachable ?? environmentDefaults[environment].whenUnreachable,
    },
    gatewayApi: {
      management: gatewayApi?.management ?? management,
      version: gatewayApi?.version,
      channel: gatewayApi?.channel ?? defaults.gatewayApiChannel,
      location: gatewayApi?.location,
    },
    keepCrds: controlPlane.keepCrds ?? environmentDefaults[environment].keepCrds,
    crds: controlPlane.crds ?? management,
    resources: withSortedKeys(controlPlane.resources ?? {}),
    logLevel: controlPlane.logLevel,
    logFormat: controlPlane.logFormat,
    images: {
      registry: images?.registry,
      pullSecrets: sortedUnique(images?.pullSecrets ?? [], (name) => name),
    },
    placement: withSortedKeys(controlPlane.placement ?? {}),
    labels: withSortedKeys(controlPlane.labels ?? {}),
    podAnnotations: withSortedKeys(controlPlane.podAnnotations ?? {}),
    proxy: resolveProxy(controlPlane.proxy),
    cni: cni && resolveCni(cni),
    usageReports: controlPlane.usageReports ?? defaults.usageReports,
    values: withSortedKeys(controlPlane.values ?? {}),
  };
}

function resolveProxy(proxy: ProxyDefaults = {}): ResolvedProxyDefaults {
  return {
    resources: withSortedKeys(proxy.resources ?? {}),
    logLevel: proxy.logLevel,
    logFormat: proxy.logFormat,
    connectTimeouts: withSortedKeys(proxy.connectTimeouts ?? {}),
    defaultAccess: proxy.defaultAccess ?? defaults.defaultAccess,
  };
}

function resolveCni(cni: CniDefinition): ResolvedCni {
  return {
    management: cni.management ?? defaults.management,
    namespace: cni.namespace,
    configurationDirectory: cni.configurationDirectory ?? defaults.cniConfigurationDirectory,
    binaryDirectory: cni.binaryDirectory ?? defaults.cniBinaryDirectory,
    repair: cni.repair ?? defaults.cniRepair,
  };
}
