import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { yamlText, type ChartInstallation, type Manifest } from "../../backends";
import { MeshInputError } from "../../model";
import { fetchedOrKept } from "../sources/fetched-copies";
import { parseManifests } from "../sources/read-manifests";
import { SourceUnavailable } from "../sources/source-unavailable";
import { chartTitle, locateChart, type ChartLocation } from "./chart-location";
import { HelmError, runHelm } from "./helm";

/**
 * The objects of a chart, templated by Helm for a version of Kubernetes without asking any cluster. The Kubernetes provider's
 * own rendering is no way: it takes every cluster for version 1.20, which current charts refuse.
 * @param source What the definition names as the source of charts.
 * @throws SourceUnavailable when the chart cannot be had
 * @throws MeshInputError when Helm refuses it
 */
export function renderChart(
  installation: ChartInstallation,
  source: string,
  kubernetesVersion: string,
): Manifest[] {
  const location = locateChart(installation, source);
  const folder = mkdtempSync(join(tmpdir(), "service-mesh-chart-"));
  try {
    const path = location.remote ? pullChart(installation, location, source, folder) : location.chart;
    return parseManifests(templateChart(installation, path, source, kubernetesVersion));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Path of the chart's package in a folder, fetched or as it was fetched before. */
function pullChart(
  installation: ChartInstallation,
  location: ChartLocation,
  source: string,
  folder: string,
): string {
  const path = join(folder, "chart.tgz");
  try {
    writeFileSync(
      path,
      fetchedOrKept(chartTitle(installation), source, () => fetchChart(installation, location, folder)),
    );
  } catch (error) {
    throw unavailable(installation, source, error);
  }
  return path;
}

function fetchChart(
  { version }: ChartInstallation,
  { chart, repository }: ChartLocation,
  folder: string,
): Buffer {
  const from = repository === undefined ? [] : ["--repo", repository];
  runHelm(["pull", chart, ...from, "--version", version, "--destination", folder]);
  const [file] = readdirSync(folder).filter((name) => name.endsWith(".tgz"));
  if (file === undefined) throw new HelmError(true, "Helm fetched nothing that is a chart");
  return readFileSync(join(folder, file));
}

function templateChart(
  installation: ChartInstallation,
  path: string,
  source: string,
  kubernetesVersion: string,
): string {
  const { chart, namespace, values } = installation;
  const options = [
    "--namespace",
    namespace,
    "--kube-version",
    kubernetesVersion,
    "--include-crds",
    "--no-hooks",
  ];
  try {
    return runHelm(["template", chart, path, ...options, "--values", "-"], yamlText(values));
  } catch (error) {
    if (!(error instanceof HelmError) || !error.started) throw unavailable(installation, source, error);
    throw new MeshInputError("control plane", [
      {
        path: "controlPlane",
        message: `Helm refuses ${chartTitle(installation)} from ${source}: ${error.message}`,
        rule: `It was rendered for Kubernetes ${kubernetesVersion}`,
        fix: "Check that the version of the charts, controlPlane.version and controlPlane.kubernetesVersion fit together",
      },
    ]);
  }
}

function unavailable(installation: ChartInstallation, source: string, error: unknown): unknown {
  if (!(error instanceof HelmError)) return error;
  return new SourceUnavailable(chartTitle(installation), source, error.message);
}
