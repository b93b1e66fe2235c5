import {
  AccessLogFormat,
  AccessMode,
  AnchorState,
  Availability,
  BackendName,
  DefaultAccess,
  EgressPolicy,
  Environment,
  GatewayApiChannel,
  Injection,
  KeyAlgorithm,
  TrustSource,
} from "./definition";
import {
  Locality,
  Management,
  MetricsDiscovery,
  MtlsMode,
  NamespaceManagement,
  RedirectStatus,
  RetryCondition,
  WhenUnreachable,
  WorkloadKind,
} from "./definition";

/**
 * Every default of the model, once. Components and backends read them and invent none. Secure by default: identities are
 * required and access is denied unless it is allowed.
 */
export const defaults = {
  backend: BackendName.Linkerd,
  clusterDomain: "cluster.local",
  trustSource: TrustSource.Generated,
  /** What every mesh takes. */
  keyAlgorithm: KeyAlgorithm.EcdsaP256,
  /** Ten years: a root is replaced by rotation, and its expiry is an outage of everything. */
  anchorValidityDays: 3650,
  anchors: [{ name: "root-1", state: AnchorState.Active }],
  /** A year: long enough to be renewed by hand, short enough that renewal is practised. */
  issuerValidityDays: 365,
  webhookValidityDays: 365,
  /** Issuers and webhooks that cert-manager renews: short, and long enough to survive a month without it. */
  renewedValidityDays: 90,
  rootNamespace: "cert-manager",
  issuerKind: "ClusterIssuer",
  issuerGroup: "cert-manager.io",
  generation: 1,
  management: Management.Installed,
  nativeSidecars: true,
  /** RFC 1918, RFC 6598 and RFC 4193: pods, Services and nodes of nearly every cluster. */
  clusterNetworks: ["10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16", "fd00::/8"],
  kubernetesVersion: "1.34.0",
  gatewayApiChannel: GatewayApiChannel.Standard,
  namespaceManagement: NamespaceManagement.Existing,
  injection: Injection.Enabled,
  workloadKind: WorkloadKind.Deployment,
  defaultAccess: DefaultAccess.Deny,
  /** What rules do not allow is refused, and whom they name proves it: everything else is asked for by its name. */
  accessMode: AccessMode.Enforce,
  mtls: MtlsMode.Required,
  egressPolicy: EgressPolicy.AllowAny,
  replicas: 1,
  /** What a retry is for when nothing is said: the callee did not do the work, or could not be reached through a gateway. */
  httpRetryCondition: RetryCondition.GatewayError,
  grpcRetryCondition: RetryCondition.Unavailable,
  consecutiveFailures: 7,
  ejectionMin: "1s",
  ejectionMax: "1m",
  ejectionJitterPercent: 50,
  successRateThreshold: 80,
  successRateWindow: "10s",
  successRateMinRequests: 5,
  honorRetryAfter: false,
  locality: Locality.Any,
  failurePenalty: "5s",
  failurePenaltyMaxRetryAfter: "5m",
  redirectStatus: RedirectStatus.Found,
  redirectPorts: { http: 80, https: 443 },
  mirrorPercent: 100,
  backendWeight: 1,
  metricsDiscovery: MetricsDiscovery.None,
  scrapeInterval: "10s",
  accessLogFormat: AccessLogFormat.Json,
  traceControlPlane: false,
  /** What the sidecar of Grafana's chart looks for unless it is told otherwise. */
  dashboardLabels: { grafana_dashboard: "1" },
  dashboardFolder: "Service mesh",
  /** Nothing leaves the cluster unasked. */
  usageReports: false,
  /** Where Kubernetes and nearly every network plug-in look. */
  cniConfigurationDirectory: "/etc/cni/net.d",
  cniBinaryDirectory: "/opt/cni/bin",
  /** A pod that was faster than the plug-in has no way through its proxy, and would stay that way. */
  cniRepair: true,
} as const;

/** Defaults that follow the kind of environment. */
export const environmentDefaults = {
  [Environment.Development]: {
    protectTrust: false,
    keepCrds: false,
    availability: Availability.Single,
    whenUnreachable: WhenUnreachable.Skip,
  },
  [Environment.Staging]: {
    protectTrust: true,
    keepCrds: false,
    availability: Availability.Single,
    whenUnreachable: WhenUnreachable.Fail,
  },
  [Environment.Production]: {
    protectTrust: true,
    keepCrds: true,
    availability: Availability.High,
    whenUnreachable: WhenUnreachable.Fail,
  },
} as const;
