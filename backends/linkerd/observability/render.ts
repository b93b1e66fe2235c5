import type { ResolvedMesh } from "../../../model";
import type { RenderedObject } from "../../manifest";
import { renderDashboards } from "./dashboards/render";
import { renderMetricsAccess } from "./metrics-access";
import { renderScrapeConfiguration } from "./scrape-configuration";

/** Objects by which a mesh is observed, unless they come with a chart. */
export function renderObservability(mesh: ResolvedMesh): RenderedObject[] {
  return [...renderMetricsAccess(mesh), ...renderScrapeConfiguration(mesh), ...renderDashboards(mesh)];
}
