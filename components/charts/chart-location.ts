import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { ChartInstallation } from "../../backends";
import { SourceUnavailable } from "../sources/source-unavailable";

/** Where one chart is. */
export interface ChartLocation {
  /** Name in the repository, address in a registry, or path of a folder or package. */
  readonly chart: string;
  /** Address of the Helm repository; nothing for registries and paths. */
  readonly repository: string | undefined;
  /** Whether it has to be fetched over the network. */
  readonly remote: boolean;
}

/** A chart in words. */
export function chartTitle({ chart, version }: ChartInstallation): string {
  return `chart ${chart} ${version}`;
}

/**
 * Finds a chart in what a definition names as the source of charts.
 * @throws SourceUnavailable when a folder does not hold it
 */
export function locateChart(installation: ChartInstallation, source: string): ChartLocation {
  const { chart, version } = installation;
  if (/^https?:\/\//.test(source)) return { chart, repository: source, remote: true };
  if (source.startsWith("oci://"))
    return { chart: `${source.replace(/\/+$/, "")}/${chart}`, repository: undefined, remote: true };
  const folder = resolve(source);
  const found = [join(folder, chart), join(folder, `${chart}-${version}.tgz`)].find((path) =>
    existsSync(path),
  );
  if (found === undefined) {
    const reason = existsSync(folder)
      ? `the folder holds neither ${chart}/ nor ${chart}-${version}.tgz`
      : "there is no such folder";
    throw new SourceUnavailable(chartTitle(installation), source, reason);
  }
  return { chart: found, repository: undefined, remote: false };
}
