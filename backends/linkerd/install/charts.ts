import { Management, type Problem, type ResolvedMesh } from "../../../model";
import type { ChartInstallation } from "../../installation";
import { cniNamespace, consoleNamespace, controlPlaneNamespace } from "../names";
import { chartVersionOf, testedChartVersion } from "../versions";
import { assembleValues, checkChartNames, checkRawValues, valuesFrom, type ChartValue } from "./chart-values";
import { cniValues } from "./cni";
import { consoleValues } from "./console";
import { controlPlaneValues } from "./control-plane-values";

/** A chart before further values are merged into those of the definition. */
interface PlannedChart {
  readonly chart: string;
  readonly namespace: string;
  readonly values: readonly ChartValue[];
  readonly carriesCrds: boolean;
}

/** Version of every chart. */
export function chartVersion({ controlPlane }: ResolvedMesh): string {
  return chartVersionOf(controlPlane.version ?? testedChartVersion) ?? testedChartVersion;
}

/** Whether the console is installed and not only let in. */
export function installsConsole({ controlPlane, console }: ResolvedMesh): boolean {
  return controlPlane.management === Management.Installed && console?.management === Management.Installed;
}

/** Whether the plug-in of the nodes' network is installed. */
export function installsCni({ controlPlane }: ResolvedMesh): boolean {
  return (
    controlPlane.management === Management.Installed && controlPlane.cni?.management === Management.Installed
  );
}

/** Charts in the order of installation. */
export function plannedCharts(mesh: ResolvedMesh): PlannedChart[] {
  const { controlPlane, console } = mesh;
  if (controlPlane.management === Management.Existing) return [];
  const namespace = controlPlaneNamespace(mesh);
  const chart = (
    name: string,
    at: string,
    values: readonly ChartValue[],
    carriesCrds = false,
  ): PlannedChart => ({ chart: name, namespace: at, values, carriesCrds });
  const crds = valuesFrom("controlPlane.gatewayApi", { installGatewayAPI: false });
  return [
    // Pods that start on a node before the plug-in have no way through their proxy.
    ...(installsCni(mesh) && controlPlane.cni
      ? [chart("linkerd2-cni", cniNamespace(mesh), cniValues(mesh, controlPlane.cni))]
      : []),
    ...(controlPlane.crds === Management.Installed ? [chart("linkerd-crds", namespace, crds, true)] : []),
    chart("linkerd-control-plane", namespace, controlPlaneValues(mesh)),
    ...(installsConsole(mesh) && console
      ? [chart("linkerd-viz", consoleNamespace(mesh), consoleValues(mesh, console))]
      : []),
  ];
}

/** Charts with all of their values. */
export function chartInstallations(mesh: ResolvedMesh): ChartInstallation[] {
  const version = chartVersion(mesh);
  return plannedCharts(mesh).map(({ chart, namespace, values, carriesCrds }) => ({
    chart,
    version,
    namespace,
    values: assembleValues(values, mesh.controlPlane.values[chart]),
    carriesCrds,
  }));
}

/** What is wrong with the values given for charts beyond the definition. */
export function checkChartValues(mesh: ResolvedMesh): Problem[] {
  const raw = mesh.controlPlane.values;
  const planned = plannedCharts(mesh);
  return [
    ...checkChartNames(
      planned.map(({ chart }) => chart),
      raw,
    ),
    ...planned.flatMap(({ chart, values }) => checkRawValues(chart, values, raw[chart] ?? {})),
  ];
}
