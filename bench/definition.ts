import { Environment, Protocol, type MeshDefinition, type ServiceDefinition } from "../model";

/** Services of a namespace; real meshes keep teams apart. */
const servicesPerNamespace = 50;

/**
 * A mesh of the given size with the policies of a real one: each service is called by up to three others, has timeouts,
 * retries and probes; one in five has rules for single methods, a circuit breaker or a rate limit, one in ten a canary.
 */
export function benchDefinition(services: number): MeshDefinition {
  const namespaces = Math.max(1, Math.ceil(services / servicesPerNamespace));
  const ids = Array.from({ length: services }, (_, index) => idOf(index));
  return {
    name: "bench",
    environment: Environment.Production,
    namespaces: Object.fromEntries(Array.from({ length: namespaces }, (_, n) => [`team-${String(n)}`, {}])),
    services: Object.fromEntries(ids.map((id, index) => [id, serviceOf(index, ids)])),
  };
}

function idOf(index: number): string {
  return `team-${String(Math.floor(index / servicesPerNamespace))}/service-${String(index)}`;
}

function serviceOf(index: number, ids: readonly string[]): ServiceDefinition {
  const callers = [index - 1, index - 7, index - 31].flatMap((n) => ids[n] ?? []);
  const grpc = index % 2 === 0;
  const narrowed = grpc
    ? { grpc: { service: "bench.Service", method: "Get" } }
    : { path: { value: "/items" } };
  return {
    ports: [{ port: 8080, protocol: grpc ? Protocol.Grpc : Protocol.Http }],
    probes: grpc ? [{ type: "grpc" }] : [{ type: "http", path: "/healthz" }],
    allow: [
      ...(callers.length > 0 ? [{ from: callers }] : []),
      ...(index % 5 === 0 ? [{ fromNamespaces: ["team-0"], requests: [narrowed] }] : []),
    ],
    timeouts: { request: "5s" },
    ...(index % 3 === 0 && { retries: { attempts: 1, perTryTimeout: "1s" } }),
    ...(index % 5 === 1 && { circuitBreaking: { consecutiveFailures: 5 } }),
    ...(index % 5 === 2 && { rateLimit: { totalRequestsPerSecond: 1000, perClientRequestsPerSecond: 100 } }),
    ...canaryOf(index, ids),
  };
}

/** The service four places on has the same protocol, and lies in the same namespace unless the namespace ends before. */
function canaryOf(index: number, ids: readonly string[]): Pick<ServiceDefinition, "canary"> {
  const candidate = ids[index + 4];
  const sameNamespace =
    Math.floor(index / servicesPerNamespace) === Math.floor((index + 4) / servicesPerNamespace);
  if (index % 10 !== 3 || candidate === undefined || !sameNamespace) return {};
  return { canary: { candidate: candidate.slice(candidate.indexOf("/") + 1), weight: 5 } };
}
