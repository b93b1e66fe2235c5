import type { Manifest } from "../../manifest";

/** An HTTP probe as a container declares it. */
export interface HttpProbe {
  /** Path, possibly with a query. Default: `/`. */
  readonly path?: string;
  /** Container port by number or by name. */
  readonly port: number | string;
}

/** A pod as its workload creates it, before injection. */
export interface Pod {
  readonly namespace: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly serviceAccount: string;
  readonly ports: readonly { readonly name?: string; readonly containerPort: number }[];
  readonly httpProbes?: readonly HttpProbe[];
}

/** A Service of the application. */
export interface ServiceObject {
  readonly namespace: string;
  readonly name: string;
  readonly annotations?: Readonly<Record<string, string>>;
  /** Whether it has an address of its own. Default: true; headless Services take no routes. */
  readonly hasClusterIp?: boolean;
  /** Where Kubernetes hints that calls should stay. */
  readonly trafficDistribution?: string;
  /** `Local`: only endpoints on the caller's node. Default: `Cluster`. */
  readonly internalTrafficPolicy?: string;
  readonly ports: readonly {
    readonly port: number;
    readonly targetPort?: number;
    readonly appProtocol?: string;
  }[];
}

/** How Linkerd's control plane runs; the defaults are those of its charts. */
export interface ControlPlaneSettings {
  readonly namespace: string;
  readonly trustDomain: string;
  readonly clusterNetworks: readonly string[];
  readonly probeNetworks: readonly string[];
  readonly defaultInboundPolicy: string;
  readonly defaultOpaquePorts: readonly number[];
  /** Namespace whose EgressNetworks hold for namespaces without one of their own. */
  readonly globalEgressNamespace: string;
  /** Outbound ports that the init container leaves alone unless an annotation says otherwise. */
  readonly ignoredOutboundPorts: string;
  /** Inbound ports that the init container leaves alone unless an annotation says otherwise. */
  readonly ignoredInboundPorts: string;
  /** Whether the API server serves what the Gateway API has in its experimental channel only. */
  readonly experimentalGatewayApi: boolean;
}

export const defaultSettings: ControlPlaneSettings = {
  namespace: "linkerd",
  trustDomain: "cluster.local",
  clusterNetworks: ["10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16", "fd00::/8"],
  probeNetworks: ["0.0.0.0/0", "::/0"],
  defaultInboundPolicy: "all-unauthenticated",
  defaultOpaquePorts: [25, 587, 3306, 4444, 5432, 6379, 9300, 11211],
  globalEgressNamespace: "linkerd-egress",
  ignoredOutboundPorts: "4567,4568",
  ignoredInboundPorts: "4567,4568",
  experimentalGatewayApi: false,
};

/**
 * What Linkerd's controllers see. Manifests are Linkerd's and Gateway API's objects; of Services and Namespaces they may be the
 * parts that a patch sets. `metadata.creationTimestamp` is honoured where it is there.
 */
export interface ClusterView {
  readonly manifests: readonly Manifest[];
  readonly pods: readonly Pod[];
  readonly services: readonly ServiceObject[];
  readonly settings?: Partial<ControlPlaneSettings>;
}

/** A cluster's objects by what they are. */
export interface Cluster {
  readonly settings: ControlPlaneSettings;
  readonly namespaces: ReadonlyMap<string, Readonly<Record<string, string>>>;
  readonly services: ReadonlyMap<string, ServiceObject>;
  readonly pods: readonly Pod[];
  readonly objects: (apiGroup: string, kind: string, namespace?: string) => readonly Manifest[];
}

/** Kinds that are interpreted, as `group/kind`. */
const interpreted: readonly string[] = [
  "/Namespace",
  "/Service",
  "policy.linkerd.io/Server",
  "policy.linkerd.io/AuthorizationPolicy",
  "policy.linkerd.io/MeshTLSAuthentication",
  "policy.linkerd.io/NetworkAuthentication",
  "policy.linkerd.io/HTTPLocalRateLimitPolicy",
  "gateway.networking.k8s.io/HTTPRoute",
  "gateway.networking.k8s.io/GRPCRoute",
  "policy.linkerd.io/EgressNetwork",
  "gateway.networking.k8s.io/TLSRoute",
  "gateway.networking.k8s.io/TCPRoute",
];

/** Kinds that Linkerd does not look at: they are for the controller of a gateway's class. */
const ofOthers: readonly string[] = [
  "gateway.networking.k8s.io/Gateway",
  "gateway.networking.k8s.io/ReferenceGrant",
];

/** Manifests that nothing is known about here, so that no answer should rest on their absence. */
export function notInterpreted(manifests: readonly Manifest[]): Manifest[] {
  return manifests.filter((manifest) => ![...interpreted, ...ofOthers].includes(kindOf(manifest)));
}

/** Sorts a cluster's objects and lays patches over what they patch. */
export function readCluster(view: ClusterView): Cluster {
  const byKind = new Map<string, Manifest[]>();
  for (const manifest of view.manifests) {
    const key = kindOf(manifest);
    byKind.set(key, [...(byKind.get(key) ?? []), manifest]);
  }
  const namespaces = (byKind.get("/Namespace") ?? []).map(
    ({ metadata }) => [metadata.name, metadata.annotations ?? {}] as const,
  );
  return {
    settings: { ...defaultSettings, ...view.settings },
    namespaces: new Map(namespaces),
    services: patchedServices(view.services, byKind.get("/Service") ?? []),
    pods: view.pods,
    objects: (group, kind, namespace) =>
      (byKind.get(`${group}/${kind}`) ?? []).filter(
        ({ metadata }) => namespace === undefined || metadata.namespace === namespace,
      ),
  };
}

function patchedServices(
  services: readonly ServiceObject[],
  patches: readonly Manifest[],
): Map<string, ServiceObject> {
  return new Map(
    services.map((service) => {
      const patch = patches.find(
        ({ metadata }) => metadata.namespace === service.namespace && metadata.name === service.name,
      );
      const annotations = { ...service.annotations, ...patch?.metadata.annotations };
      const spec = (patch?.["spec"] ?? {}) as Partial<ServiceObject>;
      return [`${service.namespace}/${service.name}`, { ...service, ...spec, annotations }];
    }),
  );
}

function kindOf({ apiVersion, kind }: Manifest): string {
  const group = apiVersion.includes("/") ? (apiVersion.split("/")[0] ?? "") : "";
  return `${group}/${kind}`;
}
