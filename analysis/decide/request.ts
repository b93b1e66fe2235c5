import type { GrpcMethodMatch, ServiceAccountName, ServiceId } from "../../model";

/** A header or a query parameter of a request. */
export interface NamedValue {
  readonly name: string;
  readonly value: string;
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
  /** gRPC service and method. */
  readonly grpc?: Required<GrpcMethodMatch>;
}

/** What a request asks for, where the mesh sees requests. */
export interface RequestContent {
  readonly method: string;
  readonly path: string;
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
  return { method, path, headers, query, grpc: grpc ?? grpcCall(method, path) };
}

function grpcCall(method: string, path: string): Required<GrpcMethodMatch> | undefined {
  const call = /^\/([^/]+)\/([^/]+)$/.exec(path);
  const [, service, name] = call ?? [];
  return method === "POST" && service !== undefined && name !== undefined
    ? { service, method: name }
    : undefined;
}
