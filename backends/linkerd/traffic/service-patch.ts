import {
  Protocol,
  formatDuration,
  type FeatureId,
  type ResolvedPort,
  type ResolvedService,
} from "../../../model";
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

function isOpaque({ protocol }: ResolvedPort): boolean {
  return protocol === Protocol.Opaque || protocol === Protocol.Tcp;
}

/**
 * Whether Linkerd would take the ports for something else by itself. Its controller goes by the Service's port, its injector by
 * the target port, which it writes into Services as they are created.
 */
function needsOpaqueAnnotation({ ports }: ResolvedService): boolean {
  return ports.some(
    (port) =>
      isOpaque(port) !== defaultOpaquePorts.includes(port.port) ||
      isOpaque(port) !== defaultOpaquePorts.includes(port.targetPort),
  );
}

/** The annotation replaces the default list: it names every opaque port of the service, and may be empty. */
function opaqueAnnotations(service: ResolvedService): Record<string, string> {
  if (!needsOpaqueAnnotation(service)) return {};
  const opaque = service.ports.filter(isOpaque).map(({ port }) => String(port));
  return { "config.linkerd.io/opaque-ports": opaque.join(",") };
}

function featuresOf(service: ResolvedService): FeatureId[] {
  const { circuitBreaking, ports, definition } = service;
  return [
    ...(circuitBreaking ? ["circuitBreaking.consecutiveFailures" as const] : []),
    ...(definition.circuitBreaking?.ejection ? ["circuitBreaking.ejection" as const] : []),
    ...(needsOpaqueAnnotation(service) ? ports.map(({ protocol }): FeatureId => `ports.${protocol}`) : []),
  ];
}
