import { Protocol, formatDuration, type FeatureId, type ResolvedService } from "../../../model";
import { ManifestGroup, Ownership, type RenderedObject } from "../../manifest";
import { sortedFeatures } from "../rendered";

/** Ports that Linkerd carries as opaque unless it is told otherwise: its default list. */
export const defaultOpaquePorts: readonly number[] = [25, 587, 3306, 4444, 5432, 6379, 9300, 11211];

const accrual = "balancer.linkerd.io/failure-accrual";

/**
 * What Linkerd reads from the application's own Service: circuit breaking, and which ports callers must not inspect. Nothing
 * when neither is asked for, so that a Service need not exist before the mesh does.
 */
export function renderServicePatch(service: ResolvedService): RenderedObject[] {
  const annotations = { ...breakerAnnotations(service), ...opaqueAnnotations(service) };
  if (Object.keys(annotations).length === 0) return [];
  return [
    {
      manifest: {
        apiVersion: "v1",
        kind: "Service",
        metadata: { name: service.name, namespace: service.namespace, annotations },
      },
      owner: { kind: "service", name: service.id },
      features: sortedFeatures(featuresOf(service)),
      group: ManifestGroup.Policy,
      ownership: Ownership.Patch,
    },
  ];
}

function breakerAnnotations({ circuitBreaking }: ResolvedService): Record<string, string> {
  if (!circuitBreaking) return {};
  return {
    [accrual]: "consecutive",
    [`${accrual}-consecutive-max-failures`]: String(circuitBreaking.consecutiveFailures),
    [`${accrual}-consecutive-min-penalty`]: formatDuration(circuitBreaking.ejectionMinMs),
    [`${accrual}-consecutive-max-penalty`]: formatDuration(circuitBreaking.ejectionMaxMs),
  };
}

function opaquePorts(service: ResolvedService): number[] {
  const opaque = service.ports.filter(
    ({ protocol }) => protocol === Protocol.Opaque || protocol === Protocol.Tcp,
  );
  return opaque.map(({ port }) => port).filter((port) => !defaultOpaquePorts.includes(port));
}

/** The annotation replaces the default list, so the service's ports from that list are named as well. */
function opaqueAnnotations(service: ResolvedService): Record<string, string> {
  if (opaquePorts(service).length === 0) return {};
  const all = service.ports.filter(
    ({ protocol }) => protocol === Protocol.Opaque || protocol === Protocol.Tcp,
  );
  return { "config.linkerd.io/opaque-ports": all.map(({ port }) => String(port)).join(",") };
}

function featuresOf(service: ResolvedService): FeatureId[] {
  const { circuitBreaking, ports, definition } = service;
  return [
    ...(circuitBreaking ? ["circuitBreaking.consecutiveFailures" as const] : []),
    ...(definition.circuitBreaking?.ejection ? ["circuitBreaking.ejection" as const] : []),
    ...(opaquePorts(service).length > 0 ? ports.map(({ protocol }): FeatureId => `ports.${protocol}`) : []),
  ];
}
