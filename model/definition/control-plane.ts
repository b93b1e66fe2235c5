import type { CniDefinition } from "./cni";
import type { ContainerResources, ImageSource, PlacementDefinition } from "./container";
import type { LogFormat, LogLevel } from "./proxy";
import type { ProxyDefaults } from "./proxy-defaults";
import type { RawValue } from "./raw-value";
import type { Cidr, DnsLabel, Version } from "./scalars";

/** How many failures the control plane outlives. */
export const Availability = {
  /** One replica of each part. */
  Single: "single",
  /** Three replicas on different nodes, and admission that fails closed. Needs three schedulable nodes. */
  High: "high",
} as const;
export type Availability = (typeof Availability)[keyof typeof Availability];

/** Who runs a part of the cluster that the mesh needs. */
export const Management = {
  /** This program installs, upgrades and deletes it. */
  Installed: "installed",
  /** It is there already and someone else looks after it. */
  Existing: "existing",
} as const;
export type Management = (typeof Management)[keyof typeof Management];

/** What happens when a chart or manifest source cannot be reached. */
export const WhenUnreachable = {
  /** Stop with an error that names the source and the ways out. */
  Fail: "fail",
  /** Go on without the part and say so. Only where manifests are rendered to a folder, never on a cluster. */
  Skip: "skip",
} as const;
export type WhenUnreachable = (typeof WhenUnreachable)[keyof typeof WhenUnreachable];

/** Where the mesh's Helm charts come from. */
export interface ChartSource {
  /**
   * `https://…` is a Helm repository or a mirror of it, `oci://…` a registry path that the chart's name is appended to, anything
   * else a folder that holds each chart as `<chart>/` or `<chart>-<version>.tgz`. Default: the mesh project's own repository.
   */
  location?: string;
  /** When it cannot be reached. Default: `fail`, in development `skip`. */
  whenUnreachable?: WhenUnreachable;
}

/** Release channel of the Gateway API CRDs. */
export const GatewayApiChannel = {
  /** Kinds that are stable. */
  Standard: "standard",
  /** Also kinds that may still change, such as TCPRoute. */
  Experimental: "experimental",
} as const;
export type GatewayApiChannel = (typeof GatewayApiChannel)[keyof typeof GatewayApiChannel];

/** The Gateway API CRDs, which routes are made of. They must be there before the control plane starts. */
export interface GatewayApiDefinition {
  /** Who installs them. Default: `installed`. A cluster has one owner of them: say `existing` if it is another. */
  management?: Management;
  /** Release, for example `1.5.1`. Default: the newest that the mesh's version supports. */
  version?: Version;
  /** Channel. Default: `standard`. */
  channel?: GatewayApiChannel;
  /** `https://…` of a manifest, or a path of a manifest or a folder of manifests. Default: the project's release page. */
  location?: string;
}

/** The part of the mesh that gives proxies their certificates and policies. */
export interface ControlPlaneDefinition {
  /** Who runs it. Default: `installed`. With `existing`, only policies and injection are declared. */
  management?: Management;
  /** Namespace it runs in. Default: the mesh's usual one (Linkerd: `linkerd`). */
  namespace?: DnsLabel;
  /**
   * Version of the mesh, as its charts or as its project name it (Linkerd: `2026.8.3` or `edge-26.8.3`). Default: the version
   * this release of the package was tested with.
   */
  version?: string;
  /** How many failures it outlives. Default: `single`, in production `high`. */
  availability?: Availability;
  /** Run proxies as native sidecars, so that Jobs end and init containers have network. Default: true. */
  nativeSidecars?: boolean;
  /**
   * Address ranges of the cluster's pods, Services and nodes. Default: the private ranges of RFC 1918, RFC 6598 and RFC 4193.
   * @minItems 1
   */
  clusterNetworks?: Cidr[];
  /**
   * Version that charts are rendered for where no cluster is asked, for example `1.34.0`. Default: 1.34.0.
   */
  kubernetesVersion?: Version;
  /** Where charts come from. */
  charts?: ChartSource;
  /** The Gateway API CRDs. */
  gatewayApi?: GatewayApiDefinition;
  /** Keep the mesh's CRDs, and with them every policy, when the stack is destroyed. Default: true in production, else false. */
  keepCrds?: boolean;
  /**
   * Who installs the mesh's own CRDs. Default: `installed`. Say `existing` where they are there already, for example because an
   * earlier stack kept them.
   */
  crds?: Management;
  /**
   * What the parts of the control plane may take: key is the mesh's name of the part (Linkerd: `destination`, `identity`,
   * `policy`, `proxy-injector`, `sp-validator`, `heartbeat`). Default: what the mesh gives them.
   */
  resources?: Record<string, ContainerResources>;
  /** How much the control plane logs. Default: `info`. */
  logLevel?: LogLevel;
  /** How the control plane writes its log. Default: `plain`. */
  logFormat?: LogFormat;
  /** Where the images of the control plane, its extensions and the proxies come from. */
  images?: ImageSource;
  /** Which nodes the control plane runs on. */
  placement?: PlacementDefinition;
  /** Labels of everything that the charts make, added to theirs: key is the label, value its value. Default: none. */
  labels?: Record<string, string>;
  /** Annotations of the control plane's pods, added to theirs: key is the annotation, value its value. Default: none. */
  podAnnotations?: Record<string, string>;
  /** How proxies are, wherever a namespace or workload says nothing else. */
  proxy?: ProxyDefaults;
  /** Lead traffic through proxies by a plug-in of the nodes' network. Default: an init container of each pod does it. */
  cni?: CniDefinition;
  /**
   * Report version and size of the mesh to its project once a day. Default: false, so that nothing leaves the cluster unasked.
   */
  usageReports?: boolean;
  /**
   * Values for the mesh's charts that this definition has no field for: key is the chart, value its values. They are merged into
   * what the definition makes of the chart; a value that the definition sets itself is refused, and so is anything secret.
   */
  values?: Record<string, Record<string, RawValue>>;
}
