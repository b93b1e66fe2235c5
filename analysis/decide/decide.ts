import {
  carriesRequests,
  type ResolvedCircuitBreaking,
  type ResolvedLoadBalancing,
  type ResolvedMesh,
  type ResolvedService,
} from "../../model";
import { decideAccess, type AccessDecision } from "./access";
import { decideRedirect } from "./redirect";
import { decideRateLimit, type RateLimitDecision } from "./rate-limit";
import { contentOf, type MeshRequest } from "./request";
import { chooseRoute, type RouteTreatment } from "./route";

/** A service that a share of the requests goes to, and whether it lets them in. */
export interface BackendDecision {
  readonly service: string;
  readonly port: number;
  /** Share relative to the sum of weights. */
  readonly weight: number;
  readonly access: AccessDecision;
}

/** What becomes of a request. */
export interface Decision {
  /** Whether the service that is called lets it in. A route may lead elsewhere: see the backends. */
  readonly access: AccessDecision;
  /** How it is treated on the way. Nothing when nothing is declared, or the caller has no proxy that would do it. */
  readonly route: (RouteTreatment & { readonly backends: readonly BackendDecision[] }) | undefined;
  /** When endpoints of the service are taken out, for callers with a proxy. */
  readonly circuitBreaking: ResolvedCircuitBreaking | undefined;
  /** How an endpoint of the service is chosen, for callers with a proxy. */
  readonly loadBalancing: ResolvedLoadBalancing | undefined;
  /** Limits of the service that is called. */
  readonly rateLimit: RateLimitDecision | undefined;
}

/**
 * Decides from the definition alone what becomes of a request: whether it is let in and by which rule, which route it takes, and
 * what holds on the way.
 * @throws RangeError when the mesh has no such service
 */
export function decide(mesh: ResolvedMesh, request: MeshRequest): Decision {
  const service = serviceOf(mesh, request.to);
  const port = service.ports.find((candidate) => candidate.port === request.port);
  const proxied = port !== undefined && request.from !== undefined;
  const shaped = proxied && carriesRequests(port.protocol);
  return {
    access: decideAccess(mesh, service, request),
    route: proxied ? decideRoute(mesh, service, request) : undefined,
    circuitBreaking: shaped ? service.circuitBreaking : undefined,
    loadBalancing: proxied ? service.loadBalancing : undefined,
    rateLimit: decideRateLimit(mesh, service, request),
  };
}

function serviceOf(mesh: ResolvedMesh, id: string): ResolvedService {
  const service = mesh.services.find((candidate) => candidate.id === id);
  if (!service) throw new RangeError(`not a service of the mesh: ${id}`);
  return service;
}

function decideRoute(mesh: ResolvedMesh, service: ResolvedService, request: MeshRequest): Decision["route"] {
  const content = contentOf(request);
  const choice = chooseRoute(service, request.port, content);
  if (!choice) return undefined;
  const { name, path, requestTimeoutMs, responseTimeoutMs, idleTimeoutMs, retries, actions, port } =
    choice.route;
  const redirect = actions.redirect && decideRedirect(actions.redirect, choice.match, content);
  // What is already at the new address is served.
  const self = { namespace: service.namespace, name: service.name, port, weight: 1 };
  const leads = actions.redirect && !redirect ? [self] : choice.rule.backends;
  const backends = leads.map((backend) => {
    const id = `${backend.namespace}/${backend.name}`;
    const there = { ...request, to: id, port: backend.port };
    return {
      service: id,
      port: backend.port,
      weight: backend.weight,
      access: decideAccess(mesh, serviceOf(mesh, id), there),
    };
  });
  return {
    name,
    path,
    requestTimeoutMs,
    responseTimeoutMs,
    idleTimeoutMs,
    retries,
    ...actions,
    redirect,
    backends,
  };
}
