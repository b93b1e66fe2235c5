import type {
  AcceptedFinding,
  AccessMode,
  AnySource,
  BackendExtras,
  BackendName,
  DefaultAccess,
  EgressPolicy,
  Environment,
  ExternalServiceDefinition,
  GrpcMethodMatch,
  HttpMethod,
  Injection,
  LinkerdNamespaceOptions,
  JwtProvider,
  JwtRequirement,
  MtlsMode,
  NamespaceManagement,
  NetworkSource,
  PathMatchType,
  ProbeType,
  Protocol,
  ProxyDefinition,
  ProxyResources,
  ServiceDefinition,
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
import type {
  ResolvedRetries,
  ResolvedRoute,
  ResolvedCircuitBreaking,
  ResolvedLoadBalancing,
  ResolvedRateLimit,
} from "./resolved-traffic";
import type { ResolvedTrust } from "./resolved-trust";

export type * from "./resolved-traffic";
export type * from "./resolved-trust";

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
