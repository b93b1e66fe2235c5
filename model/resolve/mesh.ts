import type { MeshDefinition, TrustAnchorDefinition } from "../definition";
import { defaults, environmentDefaults } from "../defaults";
import { joinPath } from "../problem";
import { resolveSource } from "./access";
import { byText } from "./order";
import type { ResolvedControlPlane, ResolvedMesh, ResolvedNamespace, ResolvedTrust } from "./resolved";
import { resolveServices } from "./service";

/** Fills in every default of a definition that was checked. */
export function resolveMesh(definition: MeshDefinition): ResolvedMesh {
  const { name, environment, observability } = definition;
  const clusterDomain = definition.clusterDomain ?? defaults.clusterDomain;
  return {
    name,
    environment,
    backend: definition.backend ?? defaults.backend,
    clusterDomain,
    trustDomain: definition.trustDomain ?? clusterDomain,
    trust: resolveTrust(definition),
    controlPlane: resolveControlPlane(definition),
    namespaces: resolveNamespaces(definition),
    services: resolveServices(definition),
    metrics: {
      discovery: observability?.metrics?.discovery ?? defaults.metricsDiscovery,
      scrapeInterval: observability?.metrics?.scrapeInterval ?? defaults.scrapeInterval,
      sources: (observability?.metrics?.allow ?? []).map((source) => resolveSource(definition, source, "")),
    },
    acceptedFindings: definition.acceptedFindings ?? [],
  };
}

function resolveTrust({ trust, environment }: MeshDefinition): ResolvedTrust {
  const anchors: readonly TrustAnchorDefinition[] = trust?.anchors ?? defaults.anchors;
  return {
    anchors: anchors.map(({ name, state, validityDays = defaults.anchorValidityDays }) => ({
      name,
      state,
      validityDays,
    })),
    issuer: {
      validityDays: trust?.issuer?.validityDays ?? defaults.issuerValidityDays,
      generation: trust?.issuer?.generation ?? defaults.generation,
    },
    webhooks: {
      validityDays: trust?.webhooks?.validityDays ?? defaults.webhookValidityDays,
      generation: trust?.webhooks?.generation ?? defaults.generation,
    },
    protect: trust?.protect ?? environmentDefaults[environment].protectTrust,
  };
}

function resolveControlPlane({ controlPlane = {}, environment }: MeshDefinition): ResolvedControlPlane {
  const { charts, gatewayApi } = controlPlane;
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
  };
}

function resolveNamespaces({ namespaces }: MeshDefinition): ResolvedNamespace[] {
  return Object.entries(namespaces)
    .sort(([a], [b]) => byText(a, b))
    .map(([name, namespace]) => ({
      name,
      path: joinPath("namespaces", name),
      management: namespace.management ?? defaults.namespaceManagement,
      injection: namespace.injection ?? defaults.injection,
      defaultAccess: namespace.defaultAccess ?? defaults.defaultAccess,
      proxyResources: namespace.proxyResources ?? {},
      proxy: namespace.proxy ?? {},
      linkerd: namespace.linkerd ?? {},
    }));
}
