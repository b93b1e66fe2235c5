import {
  DefaultAccess,
  hasProxies,
  type ResolvedMesh,
  type ResolvedNamespace,
  type ResolvedSource,
} from "../../../model";
import { ManifestGroup, Ownership, standardLabels, type Manifest, type RenderedObject } from "../../manifest";
import { callersOf, featuresOfSource } from "../access/source";
import { inboundPolicy } from "../injection";
import { controlPlaneNamespace, policyGroup, policyVersion, serverVersion } from "../names";
import { sortedFeatures } from "../rendered";
import { metricsReaders } from "./metrics-readers";

/** Dots keep it apart from everything that is named after a service. */
const name = "mesh.metrics";

/**
 * Lets scrapers read the proxies' metrics where a namespace denies by default: the admin port is under policy like any other.
 * The kubelet's probes of the proxy go on, because no route is attached.
 */
export function renderMetricsAccess(mesh: ResolvedMesh): RenderedObject[] {
  const sources = readersOf(mesh);
  if (sources.length === 0) return [];
  return mesh.namespaces
    .filter((namespace) => hasProxies(mesh, namespace) && namespace.defaultAccess !== DefaultAccess.All)
    .flatMap((namespace) => renderNamespace(mesh, namespace, sources));
}

/** Those that the definition names, and the console's own Prometheus. */
function readersOf(mesh: ResolvedMesh): ResolvedSource[] {
  const own = metricsReaders(mesh);
  const console: ResolvedSource[] =
    own.length === 0
      ? []
      : [
          {
            services: [],
            gateways: [],
            serviceAccounts: own,
            namespaces: [],
            networks: [],
            any: undefined,
            unproven: [],
          },
        ];
  return [...mesh.metrics.sources, ...console];
}

function renderNamespace(
  mesh: ResolvedMesh,
  namespace: ResolvedNamespace,
  sources: readonly ResolvedSource[],
): RenderedObject[] {
  const callers = callersOf(sources);
  const named = mesh.metrics.sources;
  const features = sortedFeatures([
    ...(mesh.console ? (["console.enabled"] as const) : []),
    ...(named.length > 0 ? (["metrics.allow"] as const) : []),
    ...named.flatMap(featuresOfSource),
  ]);
  const object = (
    apiVersion: string,
    kind: string,
    suffix: string,
    spec: Readonly<Record<string, unknown>>,
  ): RenderedObject => {
    const metadata = { name: `${name}${suffix}`, namespace: namespace.name, labels: standardLabels(mesh) };
    const manifest: Manifest = { apiVersion, kind, metadata, spec };
    const owner = { kind: "namespace", name: namespace.name } as const;
    return { manifest, owner, features, group: ManifestGroup.Policy, ownership: Ownership.Whole };
  };
  const authorization = (
    suffix: string,
    kind: string,
    spec: Readonly<Record<string, unknown>>,
  ): RenderedObject[] => [
    object(policyVersion, kind, suffix, spec),
    object(policyVersion, "AuthorizationPolicy", suffix, {
      targetRef: { group: policyGroup, kind: "Server", name },
      requiredAuthenticationRefs: [{ group: policyGroup, kind, name: `${name}${suffix}` }],
    }),
  ];
  return [
    object(serverVersion, "Server", "", {
      podSelector: { matchLabels: { "linkerd.io/control-plane-ns": controlPlaneNamespace(mesh) } },
      port: "linkerd-admin",
      proxyProtocol: "HTTP/1",
      accessPolicy: inboundPolicy(namespace),
    }),
    ...(callers.identities ? authorization(".identities", "MeshTLSAuthentication", callers.identities) : []),
    ...(callers.networks.length > 0
      ? authorization(".networks", "NetworkAuthentication", { networks: callers.networks })
      : []),
  ];
}
