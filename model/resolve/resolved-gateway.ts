import type { CertificateReference, GatewayTimeouts, ListenerProtocol, RouteMatch } from "../definition";
import type { ResolvedBackend, ResolvedRedirect, ServiceAccountName } from "./resolved";

/** An entry from outside the cluster. */
export interface ResolvedGateway {
  /** `namespace/name`. */
  readonly id: string;
  readonly namespace: string;
  readonly name: string;
  readonly path: string;
  readonly gatewayClass: string;
  /** Whom its proxies prove to be. */
  readonly serviceAccount: ServiceAccountName;
  /** In the order of their names. */
  readonly listeners: readonly ResolvedListener[];
  /** In the order of their names. */
  readonly routes: readonly ResolvedGatewayRoute[];
}

export interface ResolvedListener {
  readonly name: string;
  readonly port: number;
  readonly protocol: ListenerProtocol;
  /** Nothing: every host. */
  readonly hostname: string | undefined;
  /** In the order in which they are written. */
  readonly certificates: readonly Required<CertificateReference>[];
  /** Namespaces besides the gateway's that may attach routes. */
  readonly allowedNamespaces: readonly string[];
}

/** What a gateway looks at in what a route takes. */
export const EntryKind = {
  Http: "http",
  Grpc: "grpc",
  /** Server names of TLS. */
  Tls: "tls",
} as const;
export type EntryKind = (typeof EntryKind)[keyof typeof EntryKind];

export interface ResolvedGatewayRoute {
  readonly name: string;
  readonly path: string;
  readonly kind: EntryKind;
  /** Names of listeners, at least one. */
  readonly listeners: readonly string[];
  /** None: those of the listeners. */
  readonly hostnames: readonly string[];
  /** Conditions, any of which takes it; none means everything. */
  readonly matches: readonly RouteMatch[];
  /** Empty with a redirect. */
  readonly backends: readonly ResolvedBackend[];
  readonly redirect: ResolvedRedirect | undefined;
  readonly timeouts: GatewayTimeouts;
}
