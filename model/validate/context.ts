import type { MeshDefinition, Protocol, ServiceDefinition } from "../definition";
import { childPath, joinPath, type Problem } from "../problem";
import { splitServiceId, type ServiceId } from "../values/names";

/** A service under validation together with where it stands. */
export interface ServiceUnderCheck {
  readonly id: ServiceId;
  readonly namespace: string;
  readonly name: string;
  readonly path: string;
  readonly definition: ServiceDefinition;
}

/** What every rule looks at, and where it puts what it finds. */
export interface ValidationContext {
  readonly definition: MeshDefinition;
  /** Services whose keys are well formed. */
  readonly services: readonly ServiceUnderCheck[];
  /** Ids that references may name, also of services whose own content is broken. */
  readonly declaredIds: ReadonlySet<ServiceId>;
  readonly problems: Problem[];
}

export function createContext(
  definition: MeshDefinition,
  declaredIds: Iterable<ServiceId>,
): ValidationContext {
  const services = Object.entries(definition.services).flatMap(([id, service]) => {
    const parts = splitServiceId(id);
    return parts ? [{ id, ...parts, path: joinPath("services", id), definition: service }] : [];
  });
  return { definition, services, declaredIds: new Set(declaredIds), problems: [] };
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

/** Whether the mesh sees single requests on a port with this protocol. */
export function carriesRequests(protocol: Protocol): boolean {
  return requestProtocols.includes(protocol);
}
