import type { ResolvedMesh, ResolvedPort, ResolvedService } from "../../model";

/** A port and the service whose policy holds for it. */
export interface OwnedPort {
  readonly service: ResolvedService;
  readonly port: ResolvedPort;
}

/**
 * The port whose policy holds: the service's own, or else the one that stands before the container port. That may belong to
 * another service, whose selector selects these pods as well.
 */
export function ownerOf(mesh: ResolvedMesh, service: ResolvedService, number: number): OwnedPort | undefined {
  const own = service.ports.find(({ port }) => port === number);
  if (own) return { service, port: own };
  for (const candidate of mesh.services) {
    const port = candidate.ports.find(({ targetPort }) => targetPort === number);
    if (port && selectsPodsOf(candidate, service)) return { service: candidate, port };
  }
  return undefined;
}

function selectsPodsOf(candidate: ResolvedService, service: ResolvedService): boolean {
  return (
    candidate.namespace === service.namespace &&
    Object.entries(candidate.selector).every(([label, value]) => service.selector[label] === value)
  );
}
