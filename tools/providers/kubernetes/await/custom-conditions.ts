import { isPropertyMap } from "../../shared/property-value";
import { annotation, annotationOf } from "../object/annotations";
import { generationOf, listAt, numberAt, stringAt, type Manifest } from "../object/manifest";
import { parseJsonPath, type JsonPath } from "./json-path";
import type { Assessment, ReadinessRule } from "./readiness-rule";
import { readinessRuleFor } from "./rules";

type Condition = (object: Manifest) => Assessment;

/**
 * What to wait for: the conditions of the `pulumi.com/waitFor` annotation, else what the kind defines.
 *
 * @throws Error where the annotation cannot be read.
 */
export function awaitedRule(object: Manifest): ReadinessRule | undefined {
  const text = annotationOf(object, annotation.waitFor);
  if (text === "") return readinessRuleFor(object);
  const conditions = expressionsIn(text).map(parseCondition);
  return {
    related: [],
    onRefresh: false,
    assess: ({ object: live }) => {
      const assessments = conditions.map((condition) => condition(live));
      return assessments.find(({ ready }) => !ready) ?? { ready: true };
    },
  };
}

function expressionsIn(text: string): string[] {
  let parsed: unknown = undefined;
  try {
    parsed = JSON.parse(text);
  } catch {
    // A single condition is written as it is.
  }
  if (!Array.isArray(parsed) || !parsed.every((item) => typeof item === "string")) return [text];
  if (parsed.length === 0) throw new Error("pulumi.com/waitFor: at least one condition must be specified");
  return parsed;
}

function parseCondition(expression: string): Condition {
  if (expression.startsWith("jsonpath=")) return jsonPathCondition(expression.slice("jsonpath=".length));
  if (expression.startsWith("condition=")) return statusCondition(expression.slice("condition=".length));
  throw new Error(`pulumi.com/waitFor: expected a "jsonpath=" or "condition=" prefix, got "${expression}"`);
}

function statusCondition(expression: string): Condition {
  const [type = "", status = "True"] = expression.split(/=(.*)/s);
  const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
  return (object) => {
    const condition = listAt(object, "status", "conditions")
      .filter(isPropertyMap)
      .find((candidate) => same(stringAt(candidate, "type"), type));
    const waiting = `Waiting for condition ${type}=${status}`;
    if (condition === undefined)
      return { ready: false, status: waiting, reasons: [`no condition ${type} yet`] };
    const observed =
      numberAt(condition, "observedGeneration") ?? numberAt(object, "status", "observedGeneration");
    const found = stringAt(condition, "status");
    const current = observed === undefined || observed >= generationOf(object);
    return {
      ready: current && same(found, status),
      status: waiting,
      reasons: [
        `condition ${type} is ${found}${current ? "" : ", for an earlier generation"}, not ${status}`,
      ],
    };
  };
}

function jsonPathCondition(expression: string): Condition {
  const { path, wanted } = parseExpression(expression);
  const name = wanted === undefined ? expression : `${expression.split("}")[0] ?? ""}}=${wanted}`;
  return (object) => {
    const observed = numberAt(object, "status", "observedGeneration");
    if (observed !== undefined && observed < generationOf(object)) {
      return {
        ready: false,
        status: `Waiting for ${name}`,
        reasons: ["the controller has not seen the change yet"],
      };
    }
    const [found] = path.select(object);
    if (found === undefined)
      return { ready: false, status: `Waiting for ${name}`, reasons: [`${name}: selects nothing`] };
    if (wanted === undefined) return { ready: true };
    const text = typeof found === "object" && found !== null ? JSON.stringify(found) : String(found);
    return { ready: text === wanted, status: `Waiting for ${name}`, reasons: [`${name}: found "${text}"`] };
  };
}

/** `{.path}` or `{.path}=value`; an equality inside the braces is part of the path. */
function parseExpression(expression: string): { path: JsonPath; wanted: string | undefined } {
  const match = /^\{\s*(.*?)\s*\}(?:=(.*))?$/s.exec(expression);
  if (match === null) {
    throw new Error(
      `pulumi.com/waitFor: format should be jsonpath={.path} or jsonpath={.path}=value, got "${expression}"`,
    );
  }
  const [, path = "", wanted] = match;
  if (wanted === "") throw new Error(`pulumi.com/waitFor: "${expression}" requires a value after "="`);
  return { path: parseJsonPath(path), wanted };
}
