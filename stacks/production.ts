import {
  Availability,
  Environment,
  MetricsDiscovery,
  NamespaceManagement,
  type MeshDefinition,
} from "../model/definition";
import { onlineBoutique } from "./online-boutique";

/** Carries real traffic: highly available, and watched by the Prometheus Operator. */
export function production(): MeshDefinition {
  return {
    ...onlineBoutique({
      environment: Environment.Production,
      namespaceManagement: NamespaceManagement.Existing,
      circuitBreaking: { consecutiveFailures: 7, ejection: { min: "5s", max: "2m" } },
      replicas: 3,
      frontendRequestsPerSecond: 500,
    }),
    controlPlane: { availability: Availability.High },
    observability: {
      metrics: {
        discovery: MetricsDiscovery.PodMonitor,
        allow: [{ fromServiceAccounts: ["monitoring/prometheus"] }],
      },
    },
  };
}
