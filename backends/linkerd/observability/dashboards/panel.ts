import type { Json } from "../../../manifest";

/** Units of Grafana that panels use. */
export const Unit = {
  /** A share, 0 to 1. */
  Share: "percentunit",
  RequestsPerSecond: "reqps",
  Milliseconds: "ms",
  Seconds: "s",
  BytesPerSecond: "Bps",
  Number: "short",
} as const;
export type Unit = (typeof Unit)[keyof typeof Unit];

/** A line of a panel. */
export interface Line {
  readonly query: string;
  /** Name of each series, with labels in double braces. */
  readonly legend: string;
}

/** A panel, before it has a place. */
export interface Panel {
  readonly title: string;
  /** What it shows, and what to make of it. */
  readonly description: string;
  readonly unit: Unit;
  readonly lines: readonly Line[];
  /** One number rather than lines over time. */
  readonly single?: boolean;
}

/** Panels side by side below a heading. */
export interface Row {
  readonly title: string;
  readonly panels: readonly Panel[];
}

const dataSource: Json = { type: "prometheus", uid: "${datasource}" };
const columns = 24;
const height = 8;

/** Rows of panels as Grafana wants them: numbered, each with its place. */
export function placedPanels(rows: readonly Row[]): Json[] {
  let id = 0;
  return rows.flatMap(({ title, panels }, index) => {
    const top = index * (height + 1);
    const width = Math.floor(columns / panels.length);
    const heading: Json = {
      id: ++id,
      type: "row",
      title,
      collapsed: false,
      gridPos: { h: 1, w: columns, x: 0, y: top },
      panels: [],
    };
    const placed = panels.map((panel, column) =>
      placedPanel(panel, ++id, { h: height, w: width, x: column * width, y: top + 1 }),
    );
    return [heading, ...placed];
  });
}

function placedPanel(panel: Panel, id: number, gridPos: Json): Json {
  const single = panel.single === true;
  return {
    id,
    type: single ? "stat" : "timeseries",
    title: panel.title,
    description: panel.description,
    datasource: dataSource,
    gridPos,
    fieldConfig: {
      defaults: {
        unit: panel.unit,
        min: 0,
        ...(panel.unit === Unit.Share && { max: 1 }),
        ...(!single && { custom: { fillOpacity: 8, lineWidth: 1, showPoints: "never" } }),
      },
      overrides: [],
    },
    options: single
      ? { reduceOptions: { calcs: ["lastNotNull"], fields: "", values: false } }
      : {
          legend: { displayMode: "table", placement: "bottom", calcs: ["mean", "max"], showLegend: true },
          tooltip: { mode: "multi", sort: "desc" },
        },
    targets: panel.lines.map(({ query, legend }, index) => ({
      refId: String.fromCharCode("A".charCodeAt(0) + index),
      datasource: dataSource,
      expr: query,
      legendFormat: legend,
    })),
  };
}
