import type {
  AcceptedFinding,
  AccessMode,
  AnchorState,
  AnySource,
  BackendExtras,
  BackendName,
  DefaultAccess,
  EgressPolicy,
  Environment,
  ExternalServiceDefinition,
  FaultInjection,
  GrpcMethodMatch,
  HashKey,
  HeaderChanges,
  HttpMethod,
  Injection,
  KeyAlgorithm,
  LinkerdNamespaceOptions,
  JwtProvider,
  JwtRequirement,
  LoadBalancingAlgorithm,
  Locality,
  MtlsMode,
  NamespaceManagement,
  NetworkSource,
  PathMatchType,
  PathModifier,
  ProbeType,
  Protocol,
  ProxyDefinition,
  ProxyResources,
  RedirectStatus,
  RetryBackoff,
  RetryBudget,
  RetryCondition,
  RewriteAction,
  RootSourceKind,
  RouteMatch,
  ServiceDefinition,
  TrustSource,
  UrlScheme,
  WorkloadKind,
} from "../definition";
import type { ServiceId } from "../values/names";
import type { ResolvedGateway } from "./resolved-gateway";
import type { ResolvedControlPlane } from "./resolved-control-plane";
import type {
  ResolvedAccessLogs,
  ResolvedConsole,
  ResolvedDashboards,
  ResolvedMetrics,
  ResolvedTracing,
} from "./resolved-observability";

/**
 * A definition with every default filled in, every reference resolved and every inheritance carried out. Lists are sorted,
 * so that nothing depends on the order of declaration. Backends and analyses read only this.
 */
export interface ResolvedMesh {
  readonly name: string;
  readonly environment: Environment;
  readonly backend: BackendName;
  readonly clusterDomain: string;
  readonly trustDomain: string;
  readonly trust: ResolvedTrust;
  readonly controlPlane: ResolvedControlPlane;
  /** Issuers of tokens by name. */
  readonly jwtProviders: Readonly<Record<string, JwtProvider>>;
  readonly namespaces: readonly ResolvedNamespace[];
  readonly services: readonly ResolvedService[];
  /** In the order of their ids. */
  readonly gateways: readonly ResolvedGateway[];
  /** What holds for what no external service declares. */
  readonly egressPolicy: EgressPolicy;
  /** In the order of their names. */
  readonly externalServices: readonly ResolvedExternalService[];
  readonly metrics: ResolvedMetrics;
  /** Nothing: no traces. */
  readonly tracing: ResolvedTracing | undefined;
  /** Nothing: no access logs. */
  readonly accessLogs: ResolvedAccessLogs | undefined;
  /** Nothing: no dashboards. */
  readonly dashboards: ResolvedDashboards | undefined;
  /** Nothing: no console. */
  readonly console: ResolvedConsole | undefined;
  /** What the mesh in use gets beyond the model. */
  readonly extras: Required<BackendExtras>;
  readonly acceptedFindings: readonly AcceptedFinding[];
}

export interface ResolvedAnchor {
  readonly name: string;
  readonly state: AnchorState;
  readonly validityDays: number;
}

export interface ResolvedCertificate {
  readonly validityDays: number;
  readonly generation: number;
  /** Only where someone renews it by itself. */
  readonly renewBeforeDays?: number;
}

export interface ResolvedCertManager {
  readonly rootNamespace: string;
  /** Someone else's issuer with its roots; nothing: the anchors are made. */
  readonly existing:
    | {
        readonly issuer: { readonly name: string; readonly kind: string; readonly group: string };
        readonly roots: readonly {
          readonly kind: RootSourceKind;
          readonly name: string;
          readonly key: string;
        }[];
      }
    | undefined;
}

export interface ResolvedTrust {
  readonly source: TrustSource;
  readonly algorithm: KeyAlgorithm;
  /** In the order of the definition: the first steps of a rotation stay before the last. */
  readonly anchors: readonly ResolvedAnchor[];
  readonly issuer: ResolvedCertificate;
  readonly webhooks: ResolvedCertificate;
  /** Only with the source `cert-manager`. */
  readonly certManager: ResolvedCertManager | undefined;
  readonly protect: boolean;
}

export interface ResolvedNamespace {
  readonly name: string;
  readonly path: string;
  readonly management: NamespaceManagement;
  readonly injection: Injection;
  readonly defaultAccess: DefaultAccess;
  readonly accessMode: AccessMode;
  readonly mtls: MtlsMode;
  readonly proxyResources: ProxyResources;
  readonly proxy: ProxyDefinition;
  readonly linkerd: LinkerdNamespaceOptions;
}

/** The Kubernetes workload behind a service. */
export interface ResolvedWorkload {
  readonly kind: WorkloadKind;
  readonly name: string;
  readonly patch: boolean;
}

/** Name of a service account, which is what a caller proves to be. */
export interface ServiceAccountName {
  readonly namespace: string;
  readonly name: string;
}

/** Callers, by what can be proved of them. */
export interface ResolvedSource {
  /** Declared services the source names, for the call graph. */
  readonly services: readonly ServiceId[];
  /** Declared gateways the source names, `namespace/name`. */
  readonly gateways: readonly string[];
  /** Identities: those of the services and gateways, and those named outright. */
  readonly serviceAccounts: readonly ServiceAccountName[];
  readonly namespaces: readonly string[];
  readonly networks: readonly NetworkSource[];
  readonly any: AnySource | undefined;
  /** Addresses from which callers are let in although they prove none of the identities; empty where these are required. */
  readonly unproven: readonly NetworkSource[];
}

/** One kind of request: every field that is there must hold. */
export interface ResolvedRequest {
  readonly method?: HttpMethod;
  readonly path?: { readonly type: Exclude<PathMatchType, "RegularExpression">; readonly value: string };
  readonly grpc?: GrpcMethodMatch;
}

export interface ResolvedRule {
  /** Where it is written, for reports. */
  readonly path: string;
  readonly source: ResolvedSource;
  /** Ports it holds for, at least one. */
  readonly ports: readonly number[];
  /** Requests it lets in; nothing means all. */
  readonly requests: readonly ResolvedRequest[] | undefined;
  /** Token that the request must carry. */
  readonly jwt: JwtRequirement | undefined;
}

export interface ResolvedPort {
  readonly port: number;
  readonly targetPort: number;
  readonly protocol: Protocol;
}

export interface ResolvedProbe {
  readonly type: ProbeType;
  readonly targetPort: number;
  /** Of HTTP probes. */
  readonly path: string;
}

export interface ResolvedBackend {
  readonly namespace: string;
  readonly name: string;
  readonly port: number;
  readonly weight: number;
}

export interface ResolvedRetries {
  readonly attempts: number;
  /** Conditions that can occur on the route's port. */
  readonly on: readonly RetryCondition[];
  readonly statusCodes: readonly number[];
  readonly perTryTimeoutMs: number | undefined;
  readonly backoff: RetryBackoff | undefined;
  readonly budget: RetryBudget | undefined;
}

export interface ResolvedRouteRule {
  /** Conditions, any of which takes the rule; none means every request. */
  readonly matches: readonly RouteMatch[];
  readonly backends: readonly ResolvedBackend[];
}

/** An answer that names another place. */
export interface ResolvedRedirect {
  readonly scheme: UrlScheme | undefined;
  readonly host: string | undefined;
  /** That of the scheme where one is named; nothing is the request's own. */
  readonly port: number | undefined;
  readonly path: PathModifier | undefined;
  readonly status: RedirectStatus;
}

/** What a route does to requests and responses besides leading them. */
export interface ResolvedRouteActions {
  /** With a redirect there are no backends. */
  readonly redirect: ResolvedRedirect | undefined;
  readonly rewrite: RewriteAction | undefined;
  readonly requestHeaders: HeaderChanges | undefined;
  readonly responseHeaders: HeaderChanges | undefined;
  readonly mirror:
    | { readonly namespace: string; readonly name: string; readonly port: number; readonly percent: number }
    | undefined;
  readonly faults: FaultInjection | undefined;
}

/** What happens to requests on one port that one route takes; on a port without requests, to its connections. */
export interface ResolvedRoute {
  readonly name: string;
  readonly path: string;
  readonly port: number;
  readonly protocol: Protocol;
  readonly rules: readonly ResolvedRouteRule[];
  readonly actions: ResolvedRouteActions;
  readonly requestTimeoutMs: number | undefined;
  readonly responseTimeoutMs: number | undefined;
  readonly idleTimeoutMs: number | undefined;
  readonly retries: ResolvedRetries | undefined;
}

export interface ResolvedCircuitBreaking {
  readonly consecutiveFailures: number;
  readonly ejectionMinMs: number;
  readonly ejectionMaxMs: number;
  readonly ejectionJitterPercent: number;
  readonly successRate:
    { readonly threshold: number; readonly windowMs: number; readonly minRequests: number } | undefined;
  readonly honorRetryAfter: boolean;
}

export interface ResolvedLoadBalancing {
  /** Nothing: the mesh's own. */
  readonly algorithm: LoadBalancingAlgorithm | undefined;
  readonly hashKey: HashKey | undefined;
  readonly locality: Locality;
  readonly failurePenalty: { readonly durationMs: number; readonly maxRetryAfterMs: number } | undefined;
}

export interface ResolvedRateLimit {
  readonly ports: readonly number[];
  readonly total: number | undefined;
  readonly perClient: number | undefined;
  readonly overrides: readonly {
    readonly clients: readonly ServiceAccountName[];
    readonly requestsPerSecond: number;
  }[];
}

export interface ResolvedService {
  readonly id: ServiceId;
  readonly namespace: string;
  readonly name: string;
  readonly path: string;
  readonly selector: Readonly<Record<string, string>>;
  readonly serviceAccount: string;
  readonly replicas: number;
  readonly ports: readonly ResolvedPort[];
  readonly probes: readonly ResolvedProbe[];
  /** Who may call, the namespace's default and the stable service's rules included. */
  readonly rules: readonly ResolvedRule[];
  /** Who may not call whatever the rules say, the stable service's denials included. */
  readonly denials: readonly ResolvedRule[];
  /** What happens to requests that no rule lets in. */
  readonly accessMode: AccessMode;
  readonly mtls: MtlsMode;
  /** Routes of each port that has any policy of its own, the route for everything else last. */
  readonly routes: readonly ResolvedRoute[];
  readonly circuitBreaking: ResolvedCircuitBreaking | undefined;
  readonly loadBalancing: ResolvedLoadBalancing | undefined;
  readonly rateLimit: ResolvedRateLimit | undefined;
  /** The stable service this one is the candidate of. */
  readonly candidateOf: ServiceId | undefined;
  readonly workload: ResolvedWorkload;
  /** Whether its pods join the mesh, by its own word or its namespace's. */
  readonly injection: Injection;
  /** As it was written. */
  readonly definition: ServiceDefinition;
}

/** Something outside the cluster. */
export interface ResolvedExternalService {
  readonly name: string;
  readonly path: string;
  /** Lower-case, sorted; none means any. */
  readonly hosts: readonly string[];
  /** Sorted; none means any. */
  readonly networks: readonly string[];
  readonly ports: readonly ResolvedExternalPort[];
  /** Whether every meshed workload may call it. */
  readonly everyone: boolean;
  readonly namespaces: readonly string[];
  /** Services that may call it, of whatever namespace. */
  readonly services: readonly ServiceId[];
  readonly requestTimeoutMs: number | undefined;
  readonly responseTimeoutMs: number | undefined;
  readonly idleTimeoutMs: number | undefined;
  readonly definition: ExternalServiceDefinition;
}

export interface ResolvedExternalPort {
  readonly port: number;
  readonly protocol: Protocol;
  readonly retries: ResolvedRetries | undefined;
}
