import type { ResolvedMesh } from "../../../../model";
import { ManifestGroup, Ownership, standardLabels, type RenderedObject } from "../../../manifest";
import { controlPlaneNamespace, objectName } from "../../names";
import { dashboardJson, type Dashboard } from "./dashboard";
import { health } from "./health";
import { routes } from "./routes";
import { services } from "./services";

const dashboards: readonly Dashboard[] = [health, routes, services];

/** A ConfigMap for each dashboard, which Grafana's sidecar finds by its labels. */
export function renderDashboards(mesh: ResolvedMesh): RenderedObject[] {
  const chosen = mesh.dashboards;
  if (chosen === undefined) return [];
  return dashboards.map((dashboard) => ({
    manifest: {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: {
        name: objectName("mesh", "dashboard", dashboard.name),
        namespace: chosen.namespace ?? controlPlaneNamespace(mesh),
        labels: { ...chosen.labels, ...standardLabels(mesh) },
        annotations: { grafana_folder: chosen.folder },
      },
      data: { [`${mesh.name}-${dashboard.name}.json`]: dashboardJson(dashboard, mesh.name) },
    },
    owner: { kind: "mesh", name: mesh.name },
    features: ["dashboards.grafana"],
    group: ManifestGroup.Policy,
    ownership: Ownership.Whole,
  }));
}
