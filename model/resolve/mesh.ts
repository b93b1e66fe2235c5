import type { BackendExtras, BackendName, MeshDefinition } from "../definition";
import { defaults } from "../defaults";
import { joinPath } from "../problem";
import { resolveControlPlane } from "./control-plane";
import {
  resolveAccessLogs,
  resolveConsole,
  resolveDashboards,
  resolveMetrics,
  resolveTracing,
} from "./observability";
import { resolveExternalServices } from "./egress";
import { resolveGateways } from "./gateways";
import { byText, sortedByKey } from "./order";
import type { ResolvedMesh, ResolvedNamespace } from "./resolved";
import { resolveServices } from "./service";
import { resolveTrust } from "./trust";

/** Fills in every default of a definition that was checked. */
export function resolveMesh(definition: MeshDefinition): ResolvedMesh {
  const { name, environment } = definition;
  const controlPlane = resolveControlPlane(definition);
  const backend = definition.backend ?? defaults.backend;
  const clusterDomain = definition.clusterDomain ?? defaults.clusterDomain;
  return {
    name,
    environment,
    backend,
    clusterDomain,
    trustDomain: definition.trustDomain ?? clusterDomain,
    trust: resolveTrust(definition),
    controlPlane,
    jwtProviders: sortedByKey(definition.jwtProviders ?? {}),
    namespaces: resolveNamespaces(definition),
    services: resolveServices(definition),
    gateways: resolveGateways(definition),
    egressPolicy: definition.egress?.defaultPolicy ?? defaults.egressPolicy,
    externalServices: resolveExternalServices(definition),
    metrics: resolveMetrics(definition),
    tracing: resolveTracing(definition),
    accessLogs: resolveAccessLogs(definition),
    dashboards: resolveDashboards(definition),
    console: resolveConsole(definition, controlPlane),
    extras: resolveExtras(definition, backend),
    acceptedFindings: definition.acceptedFindings ?? [],
  };
}

function resolveExtras({ extras = {} }: MeshDefinition, backend: BackendName): ResolvedMesh["extras"] {
  const byBackend: Readonly<Partial<Record<BackendName, BackendExtras>>> = extras;
  const { manifests = [], patches = [] } = byBackend[backend] ?? {};
  return { manifests, patches };
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
      accessMode: namespace.accessMode ?? defaults.accessMode,
      mtls: namespace.mtls ?? defaults.mtls,
      proxyResources: namespace.proxyResources ?? {},
      proxy: namespace.proxy ?? {},
      linkerd: namespace.linkerd ?? {},
    }));
}
