import {
  Locality,
  Protocol,
  formatDuration,
  type FeatureId,
  type ResolvedPort,
  type ResolvedService,
} from "../../../model";
import { ManifestGroup, Ownership, type RenderedObject } from "../../manifest";
import { exportLabels } from "../multicluster/exports";
import { sortedFeatures } from "../rendered";

/** Ports that Linkerd carries as opaque unless it is told otherwise: its default list. */
export const defaultOpaquePorts: readonly number[] = [25, 587, 3306, 4444, 5432, 6379, 9300, 11211];

const accrual = "balancer.linkerd.io/failure-accrual";
const alpha = "balancer.alpha.linkerd.io";

/**
 * What Linkerd reads from the application's own Service: circuit breaking, penalties, which endpoints are near enough, and which
 * ports callers must not inspect. Nothing when none is asked for, so that a Service need not exist before the mesh does.
 */
export function renderServicePatch(service: ResolvedService): RenderedObject[] {
  const annotations = {
    ...breakerAnnotations(service),
    ...penaltyAnnotations(service),
    ...opaqueAnnotations(service),
  };
  const annotated = Object.keys(annotations).length > 0;
  const spec = localitySpec(service);
  const labels = exportLabels(service);
  const labelled = Object.keys(labels).length > 0;
  if (!annotated && !spec && !labelled) return [];
  return [
    {
      manifest: {
        apiVersion: "v1",
        kind: "Service",
        metadata: {
          name: service.name,
          namespace: service.namespace,
          ...(labelled && { labels }),
          ...(annotated && { annotations }),
        },
        ...(spec && { spec }),
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
  const { successRate, honorRetryAfter, ejectionJitterPercent } = circuitBreaking;
  return {
    // The unified mode counts failures in a row as well.
    [accrual]: successRate ? "unified" : "consecutive",
    [`${accrual}-consecutive-max-failures`]: String(circuitBreaking.consecutiveFailures),
    [`${accrual}-consecutive-min-penalty`]: formatDuration(circuitBreaking.ejectionMinMs),
    [`${accrual}-consecutive-max-penalty`]: formatDuration(circuitBreaking.ejectionMaxMs),
    [`${accrual}-consecutive-jitter-ratio`]: ratio(ejectionJitterPercent),
    ...(successRate && {
      [`${alpha}/failure-accrual-success-rate-threshold`]: ratio(successRate.threshold),
      [`${alpha}/failure-accrual-success-rate-window`]: formatDuration(successRate.windowMs),
      [`${alpha}/failure-accrual-success-rate-min-requests`]: String(successRate.minRequests),
    }),
    ...(honorRetryAfter && { [`${alpha}/failure-accrual-honor-retry-after`]: "true" }),
  };
}

function ratio(percent: number): string {
  return String(percent / 100);
}

function penaltyAnnotations({ loadBalancing }: ResolvedService): Record<string, string> {
  const penalty = loadBalancing?.failurePenalty;
  if (!penalty) return {};
  return {
    [`${alpha}/penalize-failures`]: "true",
    [`${alpha}/load-biaser-penalty`]: formatDuration(penalty.durationMs),
    [`${alpha}/load-biaser-max-retry-after`]: formatDuration(penalty.maxRetryAfterMs),
  };
}

/**
 * Linkerd follows the zone hints that Kubernetes writes into EndpointSlices, and the Service's own policy for its node.
 * `PreferClose` is known to every Kubernetes that Linkerd runs on; later ones call it `PreferSameZone` too.
 */
function localitySpec({ loadBalancing }: ResolvedService): Record<string, string> | undefined {
  switch (loadBalancing?.locality) {
    case Locality.Zone:
      return { trafficDistribution: "PreferClose" };
    case Locality.Node:
      return { internalTrafficPolicy: "Local" };
    case Locality.Any:
    case undefined:
      return undefined;
  }
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
  const { circuitBreaking, loadBalancing, ports, definition } = service;
  return [
    ...(service.definition.exported ? [`clusters.exported.${service.definition.exported}` as const] : []),
    ...(circuitBreaking ? ["circuitBreaking.consecutiveFailures" as const] : []),
    ...(definition.circuitBreaking?.ejection ? ["circuitBreaking.ejection" as const] : []),
    ...(definition.circuitBreaking?.ejection?.jitterPercent !== undefined
      ? ["circuitBreaking.jitter" as const]
      : []),
    ...(circuitBreaking?.successRate ? ["circuitBreaking.successRate" as const] : []),
    ...(circuitBreaking?.honorRetryAfter === true ? ["circuitBreaking.honorRetryAfter" as const] : []),
    ...(loadBalancing?.failurePenalty ? ["loadBalancing.failurePenalty" as const] : []),
    ...(loadBalancing ? [`loadBalancing.locality.${loadBalancing.locality}` as const] : []),
    ...(needsOpaqueAnnotation(service) ? ports.map(({ protocol }): FeatureId => `ports.${protocol}`) : []),
  ];
}
