import type { ExternalServiceDefinition, MeshDefinition } from "../definition";
import { joinPath } from "../problem";
import { byText, sortedUnique } from "./order";
import type { ResolvedExternalService } from "./resolved";
import { milliseconds, resolveRetries } from "./routes";

/** External services in the order of their names. */
export function resolveExternalServices({
  externalServices = {},
}: MeshDefinition): ResolvedExternalService[] {
  return Object.entries(externalServices)
    .sort(([a], [b]) => byText(a, b))
    .map(([name, service]) => resolveExternalService(name, service));
}

function resolveExternalService(name: string, service: ExternalServiceDefinition): ResolvedExternalService {
  const { allow = [], timeouts = {} } = service;
  const same = (text: string): string => text;
  return {
    name,
    path: joinPath("externalServices", name),
    hosts: sortedUnique(service.hosts ?? [], same),
    networks: sortedUnique(service.networks ?? [], same),
    ports: service.ports
      .map(({ port, protocol }) => ({ port, protocol, retries: resolveRetries(service.retries, protocol) }))
      .sort((a, b) => a.port - b.port),
    everyone: allow.some(({ fromAny }) => fromAny !== undefined),
    namespaces: sortedUnique(
      allow.flatMap(({ fromNamespaces = [] }) => fromNamespaces),
      same,
    ),
    services: sortedUnique(
      allow.flatMap(({ from = [] }) => from),
      same,
    ),
    requestTimeoutMs: milliseconds(timeouts.request),
    responseTimeoutMs: milliseconds(timeouts.response),
    idleTimeoutMs: milliseconds(timeouts.idle),
    definition: service,
  };
}
