import type { ContainerResources } from "../../../model";
import { valuesFrom, type ChartValue } from "./chart-values";

/** What proxies of a highly available mesh may take. */
export const highAvailabilityProxy: ContainerResources = {
  cpuRequest: "100m",
  memoryRequest: "20Mi",
  memoryLimit: "250Mi",
};

/** What a part of a highly available control plane may take. The chart forgets the policy controller, which is no smaller. */
export function highAvailabilityParts(part: string): ContainerResources {
  return {
    cpuRequest: "100m",
    memoryRequest: part === "identity" ? "10Mi" : "50Mi",
    memoryLimit: "250Mi",
  };
}

/**
 * The rest of the chart's values-ha.yaml, which is a file beside the chart and not a switch in it. The injector's webhook then
 * fails closed; the chart keeps it away from kube-system, which must start without a mesh.
 */
export function highAvailabilityValues(): ChartValue[] {
  return valuesFrom("controlPlane.availability", {
    highAvailability: true,
    controllerReplicas: 3,
    webhookFailurePolicy: "Fail",
    enablePodAntiAffinity: true,
    enablePodDisruptionBudget: true,
    "controller.podDisruptionBudget.maxUnavailable": 1,
    "deploymentStrategy.rollingUpdate.maxUnavailable": 1,
    "deploymentStrategy.rollingUpdate.maxSurge": "25%",
  });
}
