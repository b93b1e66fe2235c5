import type {
  AbsolutePath,
  Availability,
  ConnectTimeouts,
  ContainerResources,
  DefaultAccess,
  GatewayApiChannel,
  LogFormat,
  LogLevel,
  Management,
  PlacementDefinition,
  RawValue,
  WhenUnreachable,
} from "../definition";

/** Everything about the control plane, with defaults; `undefined` leaves a matter to the mesh. */
export interface ResolvedControlPlane {
  readonly management: Management;
  /** Nothing: the backend's usual namespace. */
  readonly namespace: string | undefined;
  /** Nothing: the backend's tested version. */
  readonly version: string | undefined;
  readonly availability: Availability;
  readonly nativeSidecars: boolean;
  readonly clusterNetworks: readonly string[];
  readonly kubernetesVersion: string;
  readonly charts: { readonly location: string | undefined; readonly whenUnreachable: WhenUnreachable };
  readonly gatewayApi: {
    readonly management: Management;
    readonly version: string | undefined;
    readonly channel: GatewayApiChannel;
    readonly location: string | undefined;
  };
  readonly keepCrds: boolean;
  readonly crds: Management;
  /** Key: the mesh's name of a part. */
  readonly resources: Readonly<Record<string, ContainerResources>>;
  readonly logLevel: LogLevel | undefined;
  readonly logFormat: LogFormat | undefined;
  readonly images: { readonly registry: string | undefined; readonly pullSecrets: readonly string[] };
  readonly placement: PlacementDefinition;
  readonly labels: Readonly<Record<string, string>>;
  readonly podAnnotations: Readonly<Record<string, string>>;
  readonly proxy: ResolvedProxyDefaults;
  readonly cni: ResolvedCni | undefined;
  readonly usageReports: boolean;
  /** Key: the chart. */
  readonly values: Readonly<Record<string, Readonly<Record<string, RawValue>>>>;
}

/** How proxies are unless something else is said. */
export interface ResolvedProxyDefaults {
  readonly resources: ContainerResources;
  readonly logLevel: LogLevel | undefined;
  readonly logFormat: LogFormat | undefined;
  readonly connectTimeouts: ConnectTimeouts;
  readonly defaultAccess: DefaultAccess;
}

/** The plug-in of the nodes' network. */
export interface ResolvedCni {
  readonly management: Management;
  /** Nothing: the backend's usual namespace. */
  readonly namespace: string | undefined;
  readonly configurationDirectory: AbsolutePath;
  readonly binaryDirectory: AbsolutePath;
  readonly repair: boolean;
}
