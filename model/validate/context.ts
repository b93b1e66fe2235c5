import type { MeshDefinition, PortDefinition, Protocol, ServiceDefinition } from "../definition";
import { childPath, joinPath, type Problem } from "../problem";
import { splitServiceId, type ServiceId } from "../values/names";

/** A service under validation together with where it stands. */
export interface ServiceUnderCheck {
  readonly id: ServiceId;
  readonly namespace: string;
  readonly name: string;
  readonly path: string;
  readonly definition: ServiceDefinition;
  /** Whether all of its ports were readable. If not, nothing is said about uses of a port that is not there. */
  readonly portsKnown: boolean;
}

/** A service as the input has it, whatever its content is worth. */
export interface DeclaredService {
  /** Number of entries in its list of ports, readable or not. */
  readonly portCount: number;
}

/** What every rule looks at, and where it puts what it finds. */
export interface ValidationContext {
  readonly definition: MeshDefinition;
  /** Services whose keys are well formed. */
  readonly services: readonly ServiceUnderCheck[];
  /** Ids that references may name, also of services whose own content is broken. */
  readonly declaredIds: ReadonlySet<ServiceId>;
  /** The same of gateways. */
  readonly declaredGateways: ReadonlySet<string>;
  readonly problems: Problem[];
}

export function createContext(
  definition: MeshDefinition,
  declared: ReadonlyMap<ServiceId, DeclaredService>,
  declaredGateways: ReadonlySet<string>,
): ValidationContext {
  const services = Object.entries(definition.services).flatMap(([id, service]) => {
    const parts = splitServiceId(id);
    if (!parts) return [];
    const portsKnown = declared.get(id)?.portCount === (service.ports ?? []).length;
    return [{ id, ...parts, path: joinPath("services", id), definition: service, portsKnown }];
  });
  return { definition, services, declaredIds: new Set(declared.keys()), declaredGateways, problems: [] };
}

/** Adds a problem at a place below a path. */
export function report(
  context: ValidationContext,
  at: readonly [parent: string, ...segments: (string | number)[]],
  problem: Omit<Problem, "path">,
): void {
  const [parent, ...segments] = at;
  context.problems.push({ path: childPath(parent, ...segments), ...problem });
}

const requestProtocols: readonly Protocol[] = ["http", "http2", "grpc"];

/**
 * Ports that a policy is for: those it names, else all on which requests are seen, else, in a service without any such, all. A
 * policy for connections is then meant.
 */
export function portsMeant(
  ports: readonly PortDefinition[] = [],
  named: readonly number[] | undefined,
): PortDefinition[] {
  if (named) return ports.filter(({ port }) => named.includes(port));
  const l7 = ports.filter(({ protocol }) => carriesRequests(protocol));
  return l7.length > 0 ? l7 : [...ports];
}

/** Whether the mesh sees single requests on a port with this protocol. */
export function carriesRequests(protocol: Protocol): boolean {
  return requestProtocols.includes(protocol);
}
