import type { BackendName } from "./backend-name";
import type { ControlPlaneDefinition } from "./control-plane";
import type { EgressDefinition, ExternalServiceDefinition } from "./egress";
import type { Environment } from "./environment";
import type { ExtrasDefinition } from "./extras";
import type { GatewayDefinition } from "./gateway";
import type { JwtProvider } from "./jwt";
import type { NamespaceDefinition } from "./namespace";
import type { ObservabilityDefinition } from "./observability";
import type { ServiceDefinition } from "./service";
import type { TrustDefinition } from "./trust";
import type { DnsSubdomain } from "./scalars";

/** A finding that is known and meant. */
export interface AcceptedFinding {
  /** Code of the finding, for example `shared-identity`. */
  code: string;
  /** Path into the definition that the finding names. Default: wherever it occurs. */
  path?: string;
  /**
   * Why it is meant. At least ten characters, for the next reader.
   * @minLength 10
   */
  reason: string;
}

/**
 * A whole mesh as plain data: the same definition can be written in TypeScript, JSON or YAML, and gives the same bytes
 * whatever the order of its keys.
 */
export interface MeshDefinition {
  /**
   * Name of the mesh. A DNS label of at most 40 characters.
   * @format mesh-name
   */
  name: string;
  /** What kind of place it runs in. */
  environment: Environment;
  /** The mesh that carries the definition out. Default: `linkerd`. */
  backend?: BackendName;
  /** DNS domain of the cluster. Default: `cluster.local`. */
  clusterDomain?: DnsSubdomain;
  /**
   * Domain of the workloads' identities. A change gives every workload a new identity. Default: the cluster domain.
   */
  trustDomain?: DnsSubdomain;
  /** The certificates that identities rest on. */
  trust?: TrustDefinition;
  /** The part of the mesh that gives proxies their certificates and policies. */
  controlPlane?: ControlPlaneDefinition;
  /** Issuers of tokens that access rules may ask for: key is the name by which rules mean them. Default: none. */
  jwtProviders?: Record<string, JwtProvider>;
  /** Namespaces of the mesh: key is the name. */
  namespaces: Record<string, NamespaceDefinition>;
  /** Services of the mesh: key is `namespace/name`. */
  services: Record<string, ServiceDefinition>;
  /** Entries from outside the cluster: key is `namespace/name`. Default: none. */
  gateways?: Record<string, GatewayDefinition>;
  /** Things outside the cluster that the mesh's workloads call: key is a name for it, a DNS label. */
  externalServices?: Record<string, ExternalServiceDefinition>;
  /** Traffic to addresses outside the cluster. */
  egress?: EgressDefinition;
  /** What the mesh tells about itself. */
  observability?: ObservabilityDefinition;
  /** What single meshes get beyond the model, unchecked. Default: nothing. */
  extras?: ExtrasDefinition;
  /** Findings that are known and meant. Default: none. */
  acceptedFindings?: AcceptedFinding[];
}
