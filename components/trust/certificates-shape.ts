import * as pulumi from "@pulumi/pulumi";
import { didYouMean, joinPath, type Problem } from "../../model";

type Check = (value: unknown, path: readonly string[]) => Problem[];

function problem(path: readonly string[], words: Omit<Problem, "path">): Problem {
  return { path: joinPath(...path), ...words };
}

/** A PEM that is there or will be. What it is instead is not said: it may be a key. */
const pem: Check = (value, path) => {
  const isText = typeof value === "string" || pulumi.Output.isInstance(value) || value instanceof Promise;
  if (isText) return [];
  const message = value === undefined || value === null ? "is missing" : "is not a text";
  return [problem(path, { message, rule: "It is a PEM text", fix: "Pass the PEM itself" })];
};

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === "object" && value !== null && !Array.isArray(value) && !pulumi.Output.isInstance(value)
  );
}

function record(of: Check, holds: string): Check {
  return (value, path) =>
    isRecord(value)
      ? Object.entries(value).flatMap(([key, item]) => of(item, [...path, key]))
      : [problem(path, { message: "is not an object", rule: `It holds ${holds}`, fix: "Name each of them" })];
}

function fields(checks: Readonly<Record<string, Check>>, optional: readonly string[] = []): Check {
  const known = Object.keys(checks);
  return (value, path) => {
    if (!isRecord(value))
      return [
        problem(path, {
          message: value === undefined ? "is missing" : "is not an object",
          rule: `Its fields are ${known.join(", ")}`,
          fix: "Fill them in",
        }),
      ];
    const unknown = Object.keys(value).filter((key) => !known.includes(key));
    return [
      ...unknown.map((key) =>
        problem([...path, key], {
          message: "is not a field",
          rule: `Fields here are ${known.join(", ")}`,
          fix: didYouMean(key, known) || "Leave it out",
        }),
      ),
      ...Object.entries(checks).flatMap(([key, check]) =>
        value[key] === undefined && optional.includes(key) ? [] : check(value[key], [...path, key]),
      ),
    ];
  };
}

const pair = fields({ certificate: pem, key: pem });
const webhooks = fields({
  authority: pem,
  certificates: record(pair, "a certificate and its key for each webhook"),
});
const certificates = fields(
  { anchors: record(pem, "a root certificate for each anchor"), issuer: pair, webhooks },
  ["webhooks"],
);

/** What is wrong with the shape of provided certificates: they reach components from untyped languages as well. */
export function shapeProblems(given: unknown): Problem[] {
  return certificates(given, ["certificates"]);
}
