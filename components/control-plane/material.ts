import type { ChartInstallation, InstallationPlan, Manifest } from "../../backends";
import { throwIfAny, WhenUnreachable, type ResolvedMesh } from "../../model";
import type { ChartLocation } from "../charts/chart-location";
import { findChart } from "../charts/chart-on-cluster";
import { renderChart } from "../charts/render-chart";
import { readManifests } from "../sources/read-manifests";
import { SourceUnavailable, unavailableProblem, type SourceField } from "../sources/source-unavailable";
import { TargetMode } from "../target";

/** A chart that is there: its place when a cluster applies it, its objects when they are rendered. */
export interface FoundChart {
  readonly installation: ChartInstallation;
  readonly location?: ChartLocation;
  readonly objects: readonly Manifest[];
}

/** Everything of a control plane that comes from elsewhere. */
export interface Material {
  readonly gatewayApi: readonly Manifest[];
  readonly charts: readonly FoundChart[];
  /** What could not be had and is left out, as the definition allows. */
  readonly skipped: readonly SourceUnavailable[];
}

/**
 * Finds everything that a control plane takes from elsewhere, before anything is declared.
 * @throws MeshInputError that names every source that cannot be reached, unless they may be skipped
 */
export function gatherMaterial(mesh: ResolvedMesh, plan: InstallationPlan, mode: TargetMode): Material {
  const missing: { readonly error: SourceUnavailable; readonly field: SourceField }[] = [];
  const attempt = <T>(field: SourceField, work: () => T): T | undefined => {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof SourceUnavailable)) throw error;
      missing.push({ error, field });
      return undefined;
    }
  };
  const source = mesh.controlPlane.charts.location ?? plan.defaultRepository;
  const gatewayApi = attempt("controlPlane.gatewayApi.location", () => gatewayApiObjects(plan)) ?? [];
  const charts = plan.charts.flatMap((installation) => {
    const found = attempt("controlPlane.charts.location", () =>
      findMaterial(mesh, installation, source, mode),
    );
    return found === undefined ? [] : [found];
  });
  const mayGoOn =
    mode === TargetMode.Rendered && mesh.controlPlane.charts.whenUnreachable === WhenUnreachable.Skip;
  if (!mayGoOn)
    throwIfAny(
      "control plane",
      missing.map(({ error, field }) => unavailableProblem(error, field)),
    );
  return { gatewayApi, charts, skipped: missing.map(({ error }) => error) };
}

function gatewayApiObjects({ gatewayApi }: InstallationPlan): Manifest[] {
  if (gatewayApi === undefined) return [];
  return readManifests(`Gateway API ${gatewayApi.version} (${gatewayApi.channel})`, gatewayApi.location);
}

function findMaterial(
  mesh: ResolvedMesh,
  installation: ChartInstallation,
  source: string,
  mode: TargetMode,
): FoundChart {
  return mode === TargetMode.Rendered
    ? { installation, objects: renderChart(installation, source, mesh.controlPlane.kubernetesVersion) }
    : { installation, location: findChart(installation, source), objects: [] };
}
