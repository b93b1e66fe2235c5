import {
  defaultSettings,
  type ClusterView,
  type Pod,
  type ServiceObject,
} from "../../../backends/linkerd/interpreter";
import { annotationsIn, type RenderedObject } from "../../../backends";
import type { ResolvedMesh, ResolvedService } from "../../../model";

/**
 * The cluster on which rendered objects meet the application that a definition describes: one pod and one Service for each
 * service. Objects come into being at the times given, one after the other.
 */
export function clusterOf(
  mesh: ResolvedMesh,
  objects: readonly RenderedObject[],
  ages: readonly number[] = [],
): ClusterView {
  return {
    manifests: objects.map(({ manifest }, index) => {
      const age = ages[index % Math.max(1, ages.length)];
      if (age === undefined) return manifest;
      const creationTimestamp = `2026-01-01T00:00:0${String(age)}Z`;
      return { ...manifest, metadata: { ...manifest.metadata, creationTimestamp } };
    }),
    pods: mesh.services.map((service) => podIn(mesh, service)),
    services: mesh.services.map(serviceObjectOf),
    settings: {
      ...defaultSettings,
      trustDomain: mesh.trustDomain,
      clusterNetworks: mesh.controlPlane.clusterNetworks,
      experimentalGatewayApi: mesh.controlPlane.gatewayApi.channel === "experimental",
    },
  };
}

/** The pod that a service's workload runs, with what the mesh asks of its template. */
export function podIn(mesh: ResolvedMesh, service: ResolvedService): Pod {
  return {
    annotations: annotationsIn(mesh, service.id),
    namespace: service.namespace,
    name: service.name,
    labels: service.selector,
    serviceAccount: service.serviceAccount,
    ports: service.ports.map(({ targetPort }) => ({ containerPort: targetPort })),
    httpProbes: service.probes
      .filter(({ type }) => type === "http")
      .map(({ path, targetPort }) => ({ path, port: targetPort })),
  };
}

function serviceObjectOf({ namespace, name, ports }: ResolvedService): ServiceObject {
  return { namespace, name, ports: ports.map(({ port, targetPort }) => ({ port, targetPort })) };
}
