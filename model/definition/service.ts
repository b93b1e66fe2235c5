import type { AccessRule } from "./access";
import type { LinkerdWorkloadOptions } from "./linkerd";
import type { Injection } from "./namespace";
import type { AccessMode, MtlsMode } from "./enforcement";
import type { LoadBalancingPolicy } from "./load-balancing";
import type { PortDefinition, ProbeDefinition } from "./port";
import type { ProxyDefinition, ProxyResources } from "./proxy";
import type { RetryPolicy, RouteDefinition, TimeoutPolicy } from "./traffic";
import type { CanaryDefinition } from "./canary";
import type { CircuitBreakingPolicy } from "./circuit-breaking";
import type { RateLimitPolicy } from "./rate-limit";
import type { DnsSubdomain } from "./scalars";
import type { ServiceExport } from "./service-export";
import type { WorkloadDefinition } from "./workload";

/** A service of the mesh: a workload with an identity, and the policies that hold for whoever calls it. */
export interface ServiceDefinition {
  /**
   * Labels that select the workload's pods, at least one: key is the label, value its value. Default: `app: <name>`.
   * @minProperties 1
   */
  selector?: Record<string, string>;
  /**
   * Kubernetes service account of the pods; access is decided by it. Default: the service's name. Give each service its own:
   * whoever shares one shares all rights.
   */
  serviceAccount?: DnsSubdomain;
  /**
   * Pods expected, for estimates. Range: 0 and above. Default: 1.
   * @asType integer
   * @minimum 0
   */
  replicas?: number;
  /** Ports that others may call. Default: none, a client only. */
  ports?: PortDefinition[];
  /**
   * Kubelet probes to keep alive. Default: a gRPC health probe on each grpc port. On an http port whose access rules name
   * requests it must be said, be it as an empty list.
   */
  probes?: ProbeDefinition[];
  /** Who may call. Default: what the namespace's `defaultAccess` says. An empty list is nobody. */
  allow?: AccessRule[];
  /** Who may not call, whatever `allow` says; declared probes still get through. Default: nobody. Unsupported: Linkerd. */
  deny?: AccessRule[];
  /** What happens to requests that no rule lets in. Default: the namespace's. */
  accessMode?: AccessMode;
  /** Whether callers that a rule names by identity have to prove it. Default: the namespace's. */
  mtls?: MtlsMode;
  /** Requests that are treated apart. Default: none. */
  routes?: RouteDefinition[];
  /** Timeouts of every route without its own. Default: none. */
  timeouts?: TimeoutPolicy;
  /** Retries of every route without its own. Default: none. */
  retries?: RetryPolicy;
  /** Takes failing endpoints out of the load balancing. Default: off. */
  circuitBreaking?: CircuitBreakingPolicy;
  /** How callers choose among its endpoints. Default: the mesh's own way. */
  loadBalancing?: LoadBalancingPolicy;
  /** Limits on how often it may be called. Default: none. */
  rateLimit?: RateLimitPolicy;
  /** A candidate version that takes a share of the traffic. Default: none. */
  canary?: CanaryDefinition;
  /**
   * How workloads of other clusters reach it, which must share a root. Default: not at all. With `gateway` its rules must let the
   * gateway in; with the others callers of other clusters are told by the same service accounts as those of this one.
   */
  exported?: ServiceExport;
  /** The Kubernetes workload behind it. Default: a Deployment of the service's name. */
  workload?: WorkloadDefinition;
  /**
   * Whether its new pods join the mesh. Default: the namespace's. Like the fields below it reaches the pods through their template:
   * see `workload.patch`.
   */
  injection?: Injection;
  /** Resources of each proxy. Default: the namespace's. */
  proxyResources?: ProxyResources;
  /** How its proxies run. Default: the namespace's. */
  proxy?: ProxyDefinition;
  /** Settings that only Linkerd has. */
  linkerd?: LinkerdWorkloadOptions;
}
