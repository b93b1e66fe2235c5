import { ProbeType, Protocol, type MeshDefinition, type ServiceDefinition } from "../definition";
import { defaults } from "../defaults";
import { joinPath } from "../problem";
import { durationMilliseconds } from "../values/duration";
import { resolveReference, splitServiceId, type ServiceId } from "../values/names";
import { carriesRequests } from "../validate/context";
import { enforcementOf, resolveDenials, resolveRules, serviceAccountOf } from "./access";
import { byText, sortedByKey } from "./order";
import type {
  ResolvedCircuitBreaking,
  ResolvedLoadBalancing,
  ResolvedPort,
  ResolvedProbe,
  ResolvedRateLimit,
  ResolvedRule,
  ResolvedService,
} from "./resolved";
import { resolveRoutes } from "./routes";

/** Every service in the order of its id, with what it inherits from its namespace and from its stable service. */
export function resolveServices(definition: MeshDefinition): ResolvedService[] {
  const stableOf = candidates(definition);
  const ids = Object.keys(definition.services).sort(byText);
  return ids.map((id) => resolveService(definition, id, stableOf.get(id)));
}

function candidates(definition: MeshDefinition): Map<ServiceId, ServiceId> {
  const stableOf = new Map<ServiceId, ServiceId>();
  for (const [id, { canary }] of Object.entries(definition.services)) {
    const namespace = splitServiceId(id)?.namespace;
    if (canary && namespace !== undefined) stableOf.set(resolveReference(canary.candidate, namespace), id);
  }
  return stableOf;
}

function resolveService(
  definition: MeshDefinition,
  id: ServiceId,
  candidateOf: ServiceId | undefined,
): ResolvedService {
  const parts = splitServiceId(id);
  const service = definition.services[id];
  if (!parts || !service) throw new RangeError(`not a validated service id: ${id}`);
  const path = joinPath("services", id);
  const enforcement = enforcementOf(definition, service, parts.namespace);
  const ports = (service.ports ?? [])
    .map(({ port, targetPort = port, protocol }): ResolvedPort => ({ port, targetPort, protocol }))
    .sort((a, b) => a.port - b.port);
  return {
    id,
    ...parts,
    path,
    selector: sortedByKey(service.selector ?? { app: parts.name }),
    serviceAccount: serviceAccountOf(definition, id).name,
    replicas: service.replicas ?? defaults.replicas,
    ports,
    probes: resolveProbes(service, ports),
    ...enforcement,
    rules: [
      ...resolveRules(definition, service, parts.namespace, path, enforcement.mtls),
      ...inheritedRules(definition, candidateOf, ports, (stable, namespace, at) =>
        resolveRules(definition, stable, namespace, at, enforcement.mtls),
      ),
    ],
    denials: [
      ...resolveDenials(definition, service, parts.namespace, path),
      ...inheritedRules(definition, candidateOf, ports, (stable, namespace, at) =>
        resolveDenials(definition, stable, namespace, at),
      ),
    ],
    routes: resolveRoutes({ ...parts, path, definition: service }, ports),
    circuitBreaking: resolveCircuitBreaking(service),
    loadBalancing: resolveLoadBalancing(service),
    rateLimit: resolveRateLimit(definition, service, parts.namespace, ports),
    candidateOf,
    workload: {
      kind: service.workload?.kind ?? defaults.workloadKind,
      name: service.workload?.name ?? parts.name,
      patch: service.workload?.patch ?? false,
    },
    injection: service.injection ?? definition.namespaces[parts.namespace]?.injection ?? defaults.injection,
    definition: service,
  };
}

/** Whoever may call the stable service may call its candidate, and whoever may not may not. */
function inheritedRules(
  definition: MeshDefinition,
  stableId: ServiceId | undefined,
  ports: readonly ResolvedPort[],
  rulesOf: (stable: ServiceDefinition, namespace: string, path: string) => ResolvedRule[],
): ResolvedRule[] {
  const stable = stableId === undefined ? undefined : definition.services[stableId];
  const namespace = stableId === undefined ? undefined : splitServiceId(stableId)?.namespace;
  if (stableId === undefined || !stable || namespace === undefined) return [];
  return rulesOf(stable, namespace, joinPath("services", stableId))
    .map((rule) => ({ ...rule, ports: rule.ports.filter((port) => ports.some((own) => own.port === port)) }))
    .filter((rule) => rule.ports.length > 0);
}

function resolveProbes(service: ServiceDefinition, ports: readonly ResolvedPort[]): ResolvedProbe[] {
  const declared = service.probes?.map(({ type, port, path = "/" }) => ({
    type,
    targetPort: port ?? ports[0]?.targetPort ?? 0,
    path,
  }));
  const assumed = ports
    .filter(({ protocol }) => protocol === Protocol.Grpc)
    .map(({ targetPort }) => ({ type: ProbeType.Grpc, targetPort, path: "/" }));
  return (declared ?? assumed).sort((a, b) => a.targetPort - b.targetPort || byText(a.path, b.path));
}

function resolveCircuitBreaking(service: ServiceDefinition): ResolvedCircuitBreaking | undefined {
  const policy = service.circuitBreaking;
  if (!policy) return undefined;
  const ejectionMinMs = durationMilliseconds(policy.ejection?.min ?? defaults.ejectionMin);
  const ejectionMaxMs = durationMilliseconds(policy.ejection?.max ?? defaults.ejectionMax);
  return {
    consecutiveFailures: policy.consecutiveFailures ?? defaults.consecutiveFailures,
    ejectionMinMs:
      policy.ejection?.min === undefined ? Math.min(ejectionMinMs, ejectionMaxMs) : ejectionMinMs,
    ejectionMaxMs:
      policy.ejection?.max === undefined ? Math.max(ejectionMinMs, ejectionMaxMs) : ejectionMaxMs,
    ejectionJitterPercent: policy.ejection?.jitterPercent ?? defaults.ejectionJitterPercent,
    successRate: policy.successRate && {
      threshold: policy.successRate.threshold ?? defaults.successRateThreshold,
      windowMs: durationMilliseconds(policy.successRate.window ?? defaults.successRateWindow),
      minRequests: policy.successRate.minRequests ?? defaults.successRateMinRequests,
    },
    honorRetryAfter: policy.honorRetryAfter ?? defaults.honorRetryAfter,
  };
}

function resolveLoadBalancing({
  loadBalancing: policy,
}: ServiceDefinition): ResolvedLoadBalancing | undefined {
  if (!policy) return undefined;
  const { failurePenalty: penalty } = policy;
  return {
    algorithm: policy.algorithm,
    hashKey: policy.hashKey,
    locality: policy.locality ?? defaults.locality,
    failurePenalty: penalty && {
      durationMs: durationMilliseconds(penalty.duration ?? defaults.failurePenalty),
      maxRetryAfterMs: durationMilliseconds(penalty.maxRetryAfter ?? defaults.failurePenaltyMaxRetryAfter),
    },
  };
}

function resolveRateLimit(
  definition: MeshDefinition,
  service: ServiceDefinition,
  namespace: string,
  ports: readonly ResolvedPort[],
): ResolvedRateLimit | undefined {
  const limit = service.rateLimit;
  if (!limit) return undefined;
  const counted = ports.filter(
    ({ port, protocol }) => carriesRequests(protocol) && (limit.ports?.includes(port) ?? true),
  );
  return {
    ports: counted.map(({ port }) => port),
    total: limit.totalRequestsPerSecond,
    perClient: limit.perClientRequestsPerSecond,
    overrides: (limit.overrides ?? []).map(({ from, requestsPerSecond }) => ({
      clients: from.map((reference) => serviceAccountOf(definition, resolveReference(reference, namespace))),
      requestsPerSecond,
    })),
  };
}
