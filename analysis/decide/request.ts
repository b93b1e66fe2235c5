import type { GrpcMethodMatch, ServiceAccountName, ServiceId } from "../../model";

/** A header or a query parameter of a request. */
export interface NamedValue {
  readonly name: string;
  readonly value: string;
}

/** A token whose signature, issuer, audience and dates hold. */
export interface ProvenToken {
  readonly provider: string;
  readonly claims?: Readonly<Record<string, string | readonly string[]>>;
}

/** A call that somebody makes or might make. */
export interface MeshRequest {
  /** Identity that the caller proves. Nothing for a caller without a proxy, such as the kubelet. */
  readonly from?: ServiceAccountName;
  /** Address the call comes from, IPv4 or IPv6. Nothing when it is not known; no range holds it then. */
  readonly sourceAddress?: string;
  /** Service that is called: `namespace/name`. */
  readonly to: ServiceId;
  /** Port of the service. A number that is no port of it is taken as a container port that is called directly. */
  readonly port: number;
  /** HTTP method. Default: GET, with `grpc` POST. */
  readonly method?: string;
  /** Path without the query. Default: `/`, with `grpc` the path of that method. */
  readonly path?: string;
  readonly headers?: readonly NamedValue[];
  readonly query?: readonly NamedValue[];
  /** Host and port of the address that is called. Default: `<name>.<namespace>:<port>`, without the port where it is 80. */
  readonly host?: string;
  /** What a token that was found genuine says: who issued it, by name in `jwtProviders`, and its claims. */
  readonly token?: ProvenToken;
  /** gRPC service and method. */
  readonly grpc?: Required<GrpcMethodMatch>;
}

/** What a request asks for, where the mesh sees requests. */
export interface RequestContent {
  readonly method: string;
  readonly path: string;
  readonly host: string;
  readonly headers: readonly NamedValue[];
  readonly query: readonly NamedValue[];
  /** Nothing unless the request has the form of a gRPC call. */
  readonly grpc: Required<GrpcMethodMatch> | undefined;
}

/** Fills in what a request leaves out. A gRPC call is a POST to `/service/method`, however it is written. */
export function contentOf(request: MeshRequest): RequestContent {
  const { grpc, headers = [], query = [] } = request;
  const method = request.method ?? (grpc ? "POST" : "GET");
  const path = request.path ?? (grpc ? `/${grpc.service}/${grpc.method}` : "/");
  const host = request.host ?? hostOf(request);
  return { method, path, host, headers, query, grpc: grpc ?? grpcCall(method, path) };
}

function hostOf({ to, port }: MeshRequest): string {
  const [namespace = "", name = ""] = to.split("/");
  return port === 80 ? `${name}.${namespace}` : `${name}.${namespace}:${String(port)}`;
}

function grpcCall(method: string, path: string): Required<GrpcMethodMatch> | undefined {
  const call = /^\/([^/]+)\/([^/]+)$/.exec(path);
  const [, service, name] = call ?? [];
  return method === "POST" && service !== undefined && name !== undefined
    ? { service, method: name }
    : undefined;
}
