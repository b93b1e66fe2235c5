import type { RedirectAction } from "./route-actions";
import type {
  DnsLabel,
  DnsSubdomain,
  Duration,
  HostPattern,
  PortNumber,
  ServiceAccountReference,
  ServiceReference,
} from "./scalars";
import type { RouteMatch } from "./traffic";

/** What a listener of a gateway speaks; the words are Gateway API's. */
export const ListenerProtocol = {
  /** Requests in clear text. */
  Http: "HTTP",
  /** Requests in TLS that ends at the gateway. */
  Https: "HTTPS",
  /** TLS that goes on to the service as it is, led by the server name that the client asks for. Linkerd: experimental channel. */
  Tls: "TLS",
} as const;
export type ListenerProtocol = (typeof ListenerProtocol)[keyof typeof ListenerProtocol];

/** A Secret of type `kubernetes.io/tls` that stands on the cluster already. Its content is never part of a definition. */
export interface CertificateReference {
  /** Name of the Secret. */
  name: DnsSubdomain;
  /**
   * Namespace of the Secret, one of the definition's. Default: the gateway's. In another, a ReferenceGrant lets the gateway's
   * namespace read this one Secret.
   */
  namespace?: DnsLabel;
}

/** An address part of a gateway at which clients knock. */
export interface GatewayListener {
  /** Name, unique in the gateway. A DNS label. */
  name: DnsLabel;
  /** Port that clients call. Range: 1–65535. */
  port: PortNumber;
  /** What is spoken on it. */
  protocol: ListenerProtocol;
  /** Host that it is for: `shop.example.com`, or `*.example.com` for every name below. Default: every host. */
  hostname?: HostPattern;
  /**
   * Certificates of an HTTPS listener. The class decides how many it takes; every one takes the first.
   * @minItems 1
   * @maxItems 16
   */
  certificates?: CertificateReference[];
  /**
   * Further namespaces that may attach routes of their own, which the model does not know. Default: none, only the gateway's own.
   * @minItems 1
   */
  allowedNamespaces?: DnsLabel[];
}

/** Where a share of what a gateway's route takes goes. */
export interface GatewayBackend {
  /** Service of this definition: `name` in the gateway's namespace, or `namespace/name`. */
  service: ServiceReference;
  /** Port of that service. Default: its only one. */
  port?: PortNumber;
  /**
   * Share relative to the sum of weights. Range: 0–1000000. Default: 1.
   * @asType integer
   * @minimum 0
   * @maximum 1000000
   */
  weight?: number;
}

/** Upper bounds on waiting, kept by the gateway. Those of the service hold besides. */
export interface GatewayTimeouts {
  /** From the request to the end of the response, the gateway's own retries included. Default: the gateway's own. */
  request?: Duration;
  /** Of one try. At most `request`. Default: the gateway's own. */
  backendRequest?: Duration;
}

/**
 * What a gateway does with some of what comes in. Backends that speak grpc make it a route of gRPC calls, those that speak tls, tcp or
 * opaque one of TLS connections; one route has backends of one sort. The most specific host wins, then the most specific match.
 */
export interface GatewayRoute {
  /** Name, unique in the gateway. A DNS label. */
  name: DnsLabel;
  /**
   * Listeners that it is for, by name. Default: those that fit its hosts and keep what is said secret (HTTPS, or TLS for connections);
   * where none does, those of HTTP. So nothing is served in clear text beside TLS unless it is asked for.
   * @minItems 1
   */
  listeners?: DnsLabel[];
  /**
   * Hosts that it is for. Default: those of its listeners.
   * @minItems 1
   * @maxItems 16
   */
  hostnames?: HostPattern[];
  /**
   * Conditions, any of which takes the route. Default: everything.
   * @minItems 1
   * @maxItems 64
   */
  matches?: RouteMatch[];
  /**
   * Where it leads. Either this or `redirect`.
   * @minItems 1
   * @maxItems 16
   */
  backends?: GatewayBackend[];
  /** Answers with the address of another place, for example to lead clients from HTTP to HTTPS. */
  redirect?: RedirectAction;
  /** Upper bounds on waiting. Not for gRPC calls and TLS connections. Default: the gateway's own. */
  timeouts?: GatewayTimeouts;
}

/**
 * An entry from outside the cluster, by the Gateway API. Its proxies belong to the mesh: they call services in the name of their service
 * account, and rules must let it in (`fromGateways`). Linkerd has no gateway of its own: the class's controller is someone else's.
 */
export interface GatewayDefinition {
  /** GatewayClass whose controller runs it, which stands on the cluster already. */
  gatewayClass: DnsSubdomain;
  /**
   * Service account of the pods that carry its traffic, which the class's controller decides: `namespace/service-account`. Gateways that
   * share one share all rights.
   */
  serviceAccount: ServiceAccountReference;
  /**
   * Where clients knock.
   * @minItems 1
   * @maxItems 32
   */
  listeners: GatewayListener[];
  /** Where that leads. Default: nowhere, but for routes of others. */
  routes?: GatewayRoute[];
}
