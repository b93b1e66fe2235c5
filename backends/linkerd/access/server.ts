import { createHash } from "node:crypto";
import {
  AccessMode,
  HttpMethod,
  byText,
  type ResolvedMesh,
  type ResolvedPort,
  type ResolvedRequest,
  type ResolvedService,
} from "../../../model";
import type { RenderedObject } from "../../manifest";
import {
  gatewayApiGroup,
  gatewayApiVersion,
  objectName,
  policyGroup,
  portName,
  serverVersion,
} from "../names";
import { policyObject } from "../rendered";
import { isRoot, methodsOfRoot } from "../root-path";
import { authorize } from "./authorization";
import { portAccess, type PortAccess } from "./port-access";
import { requestKey } from "./request-space";
import { callersKey, type Callers } from "./source";

/** Gateway API allows 64 matches in a rule; the root path may take one for each method. */
const matchesPerRule = 64 - Object.keys(HttpMethod).length;

/** Server, authorizations and routes that decide who may call a service. */
export function renderAccess(mesh: ResolvedMesh, service: ResolvedService): RenderedObject[] {
  return service.ports.flatMap((port) => renderPort(mesh, service, port));
}

function renderPort(mesh: ResolvedMesh, service: ResolvedService, port: ResolvedPort): RenderedObject[] {
  const access = portAccess(service, port);
  const name = portName(service, port);
  const spec = {
    podSelector: { matchLabels: { ...service.selector } },
    port: port.targetPort,
    proxyProtocol: access.proxyProtocol,
    // Whoever the Server lets in is let in to each of its routes as well: only audit may say more than nobody.
    accessPolicy: service.accessMode === AccessMode.Audit ? "audit" : "deny",
  };
  return [
    policyObject(mesh, service, { apiVersion: serverVersion, kind: "Server", name, spec }, access.features),
    ...authorize(
      mesh,
      service,
      { group: policyGroup, kind: "Server", name },
      access.everything,
      access.features,
    ),
    ...renderRoutes(mesh, service, port, access),
  ];
}

/** One route for each set of callers, and one for all other requests: with any route attached, what matches none is refused. */
function renderRoutes(
  mesh: ResolvedMesh,
  service: ResolvedService,
  port: ResolvedPort,
  access: PortAccess,
): RenderedObject[] {
  if (access.narrowed.length === 0) return [];
  const kind = access.proxyProtocol === "gRPC" ? "GRPCRoute" : "HTTPRoute";
  const prefix = objectName(portName(service, port), "in");
  const parentRefs = [{ group: policyGroup, kind: "Server", name: portName(service, port) }];
  const route = (name: string, rule: Readonly<Record<string, unknown>>): RenderedObject => {
    const body = { apiVersion: gatewayApiVersion, kind, name, spec: { parentRefs, rules: [rule] } };
    return policyObject(mesh, service, body, access.features);
  };
  const rootMethods = methodsOfRoot(rootMethodsTaken(access));
  const routes = groups(access).flatMap(({ requests, callers }) => {
    const name = objectName(prefix, label(requests));
    const target = { group: gatewayApiGroup, kind, name } as const;
    const matches = requests.flatMap((request) =>
      kind === "GRPCRoute" ? grpcMatch(request) : httpMatches(request, rootMethods),
    );
    // A rule with an empty list of matches would take every request.
    if (matches.length === 0) return [];
    return [route(name, { matches }), ...authorize(mesh, service, target, callers, access.features)];
  });
  return [...routes, route(objectName(prefix, "default"), {})];
}

/** Methods with which the root path has callers of its own. */
function rootMethodsTaken({ narrowed }: PortAccess): HttpMethod[] {
  return narrowed.flatMap(({ request }) =>
    isRoot(request.path) && request.method !== undefined ? [request.method] : [],
  );
}

interface RequestGroup {
  readonly requests: readonly ResolvedRequest[];
  readonly callers: Callers;
}

function groups(access: PortAccess): RequestGroup[] {
  const byCallers = new Map<string, { requests: ResolvedRequest[]; callers: Callers }>();
  for (const { request, callers } of access.narrowed) {
    const key = callersKey(callers);
    const group = byCallers.get(key) ?? { requests: [], callers };
    group.requests.push(request);
    byCallers.set(key, group);
  }
  return [...byCallers.values()].flatMap(({ requests, callers }) =>
    chunks(requests).map((part) => ({ requests: part, callers })),
  );
}

function chunks(requests: readonly ResolvedRequest[]): ResolvedRequest[][] {
  const sorted = [...requests].sort((a, b) => byText(requestKey(a), requestKey(b)));
  const count = Math.ceil(sorted.length / matchesPerRule);
  return Array.from({ length: count }, (_, i) => sorted.slice(i * matchesPerRule, (i + 1) * matchesPerRule));
}

/** A name that a reader recognises and that stays when callers change: the first request, made unique by a digest of it. */
function label(requests: readonly ResolvedRequest[]): string {
  const first = requests[0] ?? {};
  const words = [first.method, first.path?.type, first.path?.value, first.grpc?.service, first.grpc?.method];
  const slug = words
    .filter((word) => word !== undefined)
    .join("-")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 48)
    .replace(/^-+|-+$/g, "");
  const digest = createHash("sha256").update(requestKey(first)).digest("hex").slice(0, 10);
  return [slug, digest].filter((part) => part !== "").join("-");
}

function httpMatches(
  request: ResolvedRequest,
  rootMethods: readonly HttpMethod[],
): Record<string, unknown>[] {
  const { method, path } = request;
  const methods = method === undefined && isRoot(path) ? rootMethods : [method];
  return methods.map((each) => ({
    ...(path && { path: { type: path.type, value: path.value } }),
    ...(each && { method: each }),
  }));
}

function grpcMatch({ grpc }: ResolvedRequest): Record<string, unknown>[] {
  if (!grpc) return [{}];
  return [
    {
      method: {
        type: "Exact",
        service: grpc.service,
        ...(grpc.method !== undefined && { method: grpc.method }),
      },
    },
  ];
}
