import type { Json } from "../../../manifest";
import { placedPanels, type Row } from "./panel";

/** A choice above the panels whose values come from a label of a metric. */
export interface Choice {
  /** Name in queries. */
  readonly name: string;
  readonly title: string;
  /** Metric that has the label, narrowed by earlier choices. */
  readonly series: string;
  readonly label: string;
}

/** A dashboard of the mesh. */
export interface Dashboard {
  /** Stable name: file and part of the address in Grafana. */
  readonly name: string;
  readonly title: string;
  readonly choices: readonly Choice[];
  readonly rows: readonly Row[];
}

/** The dashboard as Grafana reads it. No field depends on when or where it was made. */
export function dashboardJson({ name, title, choices, rows }: Dashboard, mesh: string): string {
  const dashboard: Json = {
    uid: uidOf(mesh, name),
    title: `${title} (${mesh})`,
    tags: ["service-mesh", mesh],
    schemaVersion: 39,
    version: 1,
    editable: false,
    graphTooltip: 1,
    refresh: "30s",
    time: { from: "now-1h", to: "now" },
    timezone: "browser",
    annotations: { list: [] },
    links: [
      {
        type: "dashboards",
        title: "Service mesh",
        tags: ["service-mesh", mesh],
        asDropdown: true,
        includeVars: true,
        keepTime: true,
      },
    ],
    templating: { list: [dataSourceChoice, ...choices.map(choiceJson)] },
    panels: placedPanels(rows),
  };
  return `${JSON.stringify(dashboard, undefined, 2)}\n`;
}

const longestUid = 40;

/** Grafana takes 40 characters, and mesh names have as many; what is cut off is kept as a number. */
function uidOf(mesh: string, name: string): string {
  const whole = `${mesh}-${name}`;
  if (whole.length <= longestUid) return whole;
  const sum = Array.from(whole).reduce(
    (hash, letter) => (hash * 33 + letter.charCodeAt(0)) % 2_147_483_647,
    5_381,
  );
  const tail = `-${sum.toString(36)}-${name}`;
  return `${mesh.slice(0, longestUid - tail.length)}${tail}`;
}

const dataSourceChoice: Json = {
  name: "datasource",
  label: "Prometheus",
  type: "datasource",
  query: "prometheus",
  current: {},
};

function choiceJson({ name, title, series, label }: Choice): Json {
  return {
    name,
    label: title,
    type: "query",
    datasource: { type: "prometheus", uid: "${datasource}" },
    query: { qryType: 1, query: `label_values(${series}, ${label})`, refId: `choice-${name}` },
    refresh: 2,
    sort: 1,
    multi: true,
    includeAll: true,
    allValue: ".*",
    current: { text: "All", value: "$__all" },
  };
}
