import { Chart } from "@pulumi/kubernetes/helm/v4";
import type * as pulumi from "@pulumi/pulumi";
import type { ChartInstallation } from "../../backends";
import { checkReachable, goesThroughProxy } from "../sources/download";
import { SourceUnavailable } from "../sources/source-unavailable";
import { fillCaBundle, holdsCaBundle, type CaBundle } from "./ca-bundle";
import { isDefinition, labelled } from "./definitions";
import { chartTitle, locateChart, type ChartLocation } from "./chart-location";
import { fillTrustAnnotation, isWorkload, type TrustFingerprint } from "./trust-annotation";

/** How the objects of a chart differ from what the chart says. */
export interface ChartAdjustments {
  readonly caBundle: CaBundle;
  readonly trust: TrustFingerprint;
  /** Leave CRDs, and with them every object of their kinds, when the stack goes. */
  readonly keepCrds: boolean;
  /** Labels by which CRDs are known as the mesh's own. */
  readonly labels: Readonly<Record<string, string>>;
}

/** What the engine must be able to do; Pulumi's mocks are not, and tests say so here. */
export const engineFeatures = { transforms: true };

/**
 * Finds a chart that the Kubernetes provider is to apply.
 * @param source What the definition names as the source of charts.
 * @throws SourceUnavailable when the chart is not there, or its repository does not answer
 */
export function findChart(installation: ChartInstallation, source: string): ChartLocation {
  const location = locateChart(installation, source);
  // The provider would fail as well, but without naming the ways out.
  if (location.repository !== undefined) askRepository(installation, location.repository);
  return location;
}

function askRepository(installation: ChartInstallation, repository: string): void {
  if (goesThroughProxy()) return;
  try {
    checkReachable(`${repository.replace(/\/+$/, "")}/index.yaml`);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SourceUnavailable(chartTitle(installation), repository, reason);
  }
}

/** Declares a chart that the Kubernetes provider renders and applies object by object. */
export function declareChart(
  name: string,
  { chart, version, namespace, values }: ChartInstallation,
  location: ChartLocation,
  adjustments: ChartAdjustments,
  options: pulumi.ComponentResourceOptions,
): Chart {
  return new Chart(
    name,
    {
      name: chart,
      chart: location.chart,
      version,
      namespace,
      values: { ...values },
      ...(location.repository !== undefined && { repositoryOpts: { repo: location.repository } }),
    },
    { ...options, ...(engineFeatures.transforms && { transforms: [chartTransform(adjustments)] }) },
  );
}

/** Adjusts the objects of a chart while the provider declares them. */
export function chartTransform({
  caBundle,
  trust,
  keepCrds,
  labels,
}: ChartAdjustments): pulumi.ResourceTransform {
  return ({ type, props, opts }) => {
    const kind = type.split(":").at(-1) ?? "";
    if (holdsCaBundle(kind))
      return { props: fillCaBundle(kind, props as Record<string, unknown>, caBundle), opts };
    if (isWorkload(kind)) {
      const { spec } = props as { spec?: unknown };
      const filled = fillTrustAnnotation(spec, trust);
      return filled === spec ? undefined : { props: { ...props, spec: filled }, opts };
    }
    if (isDefinition(kind))
      return {
        props: labelled(props, labels),
        opts: { ...opts, ...(keepCrds && { retainOnDelete: true }) },
      };
    return undefined;
  };
}
