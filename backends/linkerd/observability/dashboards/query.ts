import type { LabelOf, Metric } from "./metrics";

/** Conditions on labels: key is the label, value what stands after it, such as `="inbound"`. */
type Conditions<M extends Metric> = Partial<Record<LabelOf<M>, string>>;

/** Time that rates are taken over; Grafana chooses it for the width of the panel. */
const window = "$__rate_interval";

/** A metric, narrowed by its labels. */
export function series<M extends Metric>(metric: M, conditions: Conditions<M>): string {
  const narrowed = Object.entries<string | undefined>(conditions)
    .filter(([, condition]) => condition !== undefined)
    .map(([label, condition]) => `${label}${condition ?? ""}`);
  return narrowed.length === 0 ? metric : `${metric}{${narrowed.join(", ")}}`;
}

/** Increase of a counter per second, added up over everything but the given labels. */
export function rate<M extends Metric>(
  metric: M,
  conditions: Conditions<M>,
  by: readonly LabelOf<M>[],
): string {
  return `sum by (${by.join(", ")}) (rate(${series(metric, conditions)}[${window}]))`;
}

/** Value that the given share of observations of a histogram stays below. */
export function quantile<M extends Metric>(
  share: number,
  metric: M,
  conditions: Conditions<M>,
  by: readonly LabelOf<M>[],
): string {
  const groups = ["le", ...by].join(", ");
  return `histogram_quantile(${String(share)}, sum by (${groups}) (rate(${series(metric, conditions)}[${window}])))`;
}

/** Current values of a gauge, added up over everything but the given labels. */
export function sum<M extends Metric>(
  metric: M,
  conditions: Conditions<M>,
  by: readonly LabelOf<M>[],
): string {
  return `sum by (${by.join(", ")}) (${series(metric, conditions)})`;
}

/** One quotient for each group; where nothing happened there is none. */
export function ratio(part: string, whole: string): string {
  return `(${part}) / (${whole})`;
}
