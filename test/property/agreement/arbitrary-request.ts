import fc from "fast-check";
import type { MeshRequest } from "../../../analysis";
import type { ResolvedMesh } from "../../../model";
import { pools } from "./pools";

/** A request to a service and port that are chosen by number once a mesh is there. */
export interface RequestSketch {
  readonly from: string | undefined;
  readonly sourceAddress: string;
  readonly service: number;
  readonly port: number;
  readonly undeclaredPort: number | undefined;
  readonly method: string;
  readonly path: string;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly query: readonly { readonly name: string; readonly value: string }[];
  readonly grpc: { readonly service: string; readonly method: string };
  readonly isCall: boolean;
}

const values = fc.array(
  fc.record({ name: fc.constantFrom(...pools.headerNames), value: fc.constantFrom(...pools.values, "3") }),
  { maxLength: 2 },
);

export const arbitraryRequest: fc.Arbitrary<RequestSketch> = fc.record({
  from: fc.option(fc.constantFrom(...pools.identities), { nil: undefined, freq: 4 }),
  sourceAddress: fc.constantFrom(...pools.addresses),
  service: fc.nat(1000),
  port: fc.nat(1000),
  undeclaredPort: fc.option(fc.constantFrom(...pools.ports, 9999), { nil: undefined, freq: 8 }),
  method: fc.constantFrom(...pools.methods, "DELETE"),
  path: fc.constantFrom(...pools.paths, "/a/bc", "/abc", "/b/1", "/c", "/a//", "/s/M", "/s"),
  headers: values,
  query: values,
  grpc: fc.record({
    service: fc.constantFrom(...pools.grpcServices, "u"),
    method: fc.constantFrom(...pools.grpcMethods, "O"),
  }),
  isCall: fc.boolean(),
});

/** The request that a sketch comes to in a mesh; nothing when the mesh has no service to call. */
export function requestIn(mesh: ResolvedMesh, sketch: RequestSketch): MeshRequest | undefined {
  const service = mesh.services[sketch.service % Math.max(1, mesh.services.length)];
  if (!service) return undefined;
  const port = service.ports[sketch.port % Math.max(1, service.ports.length)];
  const [namespace = "", name = ""] = (sketch.from ?? "").split("/");
  const number = sketch.undeclaredPort ?? port?.port ?? 9999;
  const isCall =
    port?.protocol === "grpc" ? sketch.isCall || sketch.path !== "/a" : sketch.isCall && sketch.path === "/b";
  return {
    ...(sketch.from !== undefined && { from: { namespace, name } }),
    sourceAddress: sketch.sourceAddress,
    to: service.id,
    port: number,
    headers: sketch.headers,
    ...(isCall ? { grpc: sketch.grpc } : { method: sketch.method, path: sketch.path, query: sketch.query }),
  };
}
