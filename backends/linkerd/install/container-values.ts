import type { ContainerResources } from "../../../model";
import type { Json } from "../../manifest";
import type { ChartValue } from "./chart-values";

/** Where the charts want each field of a container's resources: not where Kubernetes has it. */
const places: Readonly<Record<keyof ContainerResources, readonly [resource: string, bound: string]>> = {
  cpuRequest: ["cpu", "request"],
  cpuLimit: ["cpu", "limit"],
  memoryRequest: ["memory", "request"],
  memoryLimit: ["memory", "limit"],
};

/** Resources of a container as chart values below a path. */
export function resourceValues(
  path: readonly string[],
  resources: ContainerResources,
  from: string,
): ChartValue[] {
  return (Object.keys(places) as (keyof ContainerResources)[]).flatMap((field) => {
    const value = resources[field];
    return value === undefined ? [] : [{ path: [...path, ...places[field]], value, from }];
  });
}

/** A map of text as a value, or nothing when it is empty. */
export function mapValue(map: Readonly<Record<string, string>>): Json | undefined {
  return Object.keys(map).length > 0 ? map : undefined;
}

/** A list as a value, or nothing when it is empty. */
export function listValue(list: readonly Json[]): Json | undefined {
  return list.length > 0 ? list : undefined;
}
