import { didYouMean, joinPath, quote, type Problem, type RawValue } from "../../../model";
import type { Json } from "../../manifest";

/** A value of a chart with the part of the definition that it follows from. */
export interface ChartValue {
  /** Where it stands among the chart's values. */
  readonly path: readonly string[];
  readonly value: Json;
  /** Path into the definition, for whoever tries to set the value another way. */
  readonly from: string;
}

export type ChartValues = Readonly<Record<string, Json>>;
type RawValues = Readonly<Record<string, RawValue>>;

/** Values from one part of the definition: key is where each stands, names joined by dots. What is `undefined` is left out. */
export function valuesFrom(from: string, values: Readonly<Record<string, Json | undefined>>): ChartValue[] {
  return Object.entries(values).flatMap(([path, value]) =>
    value === undefined ? [] : [{ path: path.split("."), value, from }],
  );
}

/** The values as a chart takes them: those of the definition, and further ones merged into them. */
export function assembleValues(values: readonly ChartValue[], raw: RawValues = {}): ChartValues {
  const whole: Record<string, Json> = {};
  for (const { path, value } of values) put(whole, path, value);
  for (const { path, value } of leavesOf(raw, [])) put(whole, path, value);
  return whole;
}

function put(target: Record<string, Json>, [key = "", ...rest]: readonly string[], value: Json): void {
  if (rest.length === 0) {
    // An empty map adds nothing to what is there.
    if (!isEmptyMap(value) || !isMap(target[key])) target[key] = value;
    return;
  }
  const inner = isMap(target[key]) ? { ...target[key] } : {};
  put(inner, rest, value);
  target[key] = inner;
}

interface Leaf {
  readonly path: readonly string[];
  readonly value: Json;
}

function isEmptyMap(value: unknown): boolean {
  return isMap(value) && Object.keys(value).length === 0;
}

/** Values that are no maps, and empty maps. */
function leavesOf(value: RawValue, path: readonly string[]): Leaf[] {
  if (!isMap(value)) return [{ path, value: value as Json }];
  const entries = Object.entries(value);
  if (entries.length === 0) return path.length === 0 ? [] : [{ path, value: {} }];
  return entries.flatMap(([key, item]) => leavesOf(item, [...path, key]));
}

function isMap(value: unknown): value is Record<string, Json> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * What is wrong with values given for a chart: they may neither contradict the definition nor carry anything secret.
 * @param chart Name of the chart.
 * @param values What the definition makes of it.
 */
export function checkRawValues(chart: string, values: readonly ChartValue[], raw: RawValues): Problem[] {
  return leavesOf(raw, []).flatMap(({ path, value }): Problem[] => {
    const at = joinPath("controlPlane", "values", chart, ...path);
    const text = JSON.stringify(value ?? null);
    if (isSecret(path, text)) return [secretProblem(at)];
    const owner = values.find(
      (own) => leadsTo(own.path, path) || (leadsTo(path, own.path) && !isEmptyMap(value)),
    );
    return owner === undefined ? [] : [conflictProblem(at, path, owner)];
  });
}

function leadsTo(start: readonly string[], path: readonly string[]): boolean {
  return start.every((key, index) => key === path[index]);
}

const certificateFields = /^(crtPEM|keyPEM|caBundle|identityTrustAnchorsPEM|injectCaFrom(Secret)?)$/;

function isSecret(path: readonly string[], text: string): boolean {
  return path.some((key) => certificateFields.test(key)) || text.includes("-----BEGIN");
}

function secretProblem(path: string): Problem {
  return {
    path,
    message: "holds a certificate or key, or says where one is",
    rule: "Values of charts are kept in clear text, and certificates reach Linkerd through Secrets and a ConfigMap that this package declares",
    fix: "Leave it out; trust says where certificates come from",
  };
}

function conflictProblem(path: string, at: readonly string[], { path: own, from }: ChartValue): Problem {
  return {
    path,
    message: `contradicts ${from}, which sets ${quote(own.join("."))} (got ${quote(at.join("."))})`,
    rule: "A value has one source: what the definition sets is not overwritten",
    fix: `Leave it out, and say it with ${from}`,
  };
}

/** Charts that values were given for and that are not installed. */
export function checkChartNames(
  installed: readonly string[],
  raw: Readonly<Record<string, unknown>>,
): Problem[] {
  return Object.keys(raw)
    .filter((chart) => !installed.includes(chart))
    .map((chart) => ({
      path: joinPath("controlPlane", "values", chart),
      message: `is not a chart that is installed (got ${quote(chart)})`,
      rule: installed.length > 0 ? `Installed are ${installed.join(", ")}` : "No charts are installed",
      fix: didYouMean(chart, installed) || "Leave it out",
    }));
}
