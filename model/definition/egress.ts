import type { AnySource } from "./access";
import type { Protocol } from "./port";
import type { Cidr, DnsLabel, HostPattern, PortNumber, ServiceReference } from "./scalars";
import type { RetryPolicy, TimeoutPolicy } from "./traffic";

/** What workloads may call outside the cluster where no external service is declared. */
export const EgressPolicy = {
  /** Everything. What nobody has declared goes out as it always did. */
  AllowAny: "allow-any",
  /** Nothing: only declared external services, each by those it allows. */
  RegistryOnly: "registry-only",
} as const;
export type EgressPolicy = (typeof EgressPolicy)[keyof typeof EgressPolicy];

/** Traffic of the mesh's workloads to addresses outside the cluster. */
export interface EgressDefinition {
  /**
   * What holds for what is not declared. Default: `allow-any`, because a mesh that cuts off what its definition does not know yet is
   * an outage. Addresses within `controlPlane.clusterNetworks`, and traffic that goes around the proxy, are not egress.
   */
  defaultPolicy?: EgressPolicy;
}

/** Who may call an external service. What the fields name is added up. At least one is needed. */
export interface ExternalAccessRule {
  /** Services of this definition, `namespace/name`. Unsupported: Linkerd, which knows callers by their namespace there. */
  from?: ServiceReference[];
  /** Every meshed workload of these namespaces of the definition. */
  fromNamespaces?: DnsLabel[];
  /** `meshed`: every meshed workload of the definition's namespaces. */
  fromAny?: AnySource;
}

/** A port of an external service. */
export interface ExternalPortDefinition {
  /** Port that is called. Range: 1–65535. */
  port: PortNumber;
  /**
   * What is spoken on it. `tls`: the application speaks TLS itself, and the host is compared with the server name that it asks for.
   * `http`, `http2`, `grpc`: in clear text, the host is compared with the request's. `tcp`, `opaque`: nothing is looked at.
   */
  protocol: Protocol;
  /** Let the proxy speak TLS to the external service in the application's place. Default: false. Unsupported: Linkerd. */
  originateTls?: boolean;
}

/** Something outside the cluster that the mesh's workloads call. By its hosts, by its addresses, or by both together. */
export interface ExternalServiceDefinition {
  /**
   * Names that are called: `api.example.com`, or `*.example.com` for every name below. Default: any name.
   * @minItems 1
   * @maxItems 16
   */
  hosts?: HostPattern[];
  /**
   * Addresses that are called. Default: any address outside the cluster.
   * @minItems 1
   */
  networks?: Cidr[];
  /**
   * Ports that are called.
   * @minItems 1
   */
  ports: ExternalPortDefinition[];
  /** Who may call it, with `registry-only`. Default: nobody. Refused with `allow-any`, where it would keep nobody out. */
  allow?: ExternalAccessRule[];
  /** Timeouts of calls in clear text. Default: none. */
  timeouts?: TimeoutPolicy;
  /** Retries of calls in clear text. Default: none. */
  retries?: RetryPolicy;
}
