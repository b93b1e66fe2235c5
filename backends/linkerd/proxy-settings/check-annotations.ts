import { childPath, didYouMean, quote, type Problem, hasOwn } from "../../../model";
import {
  AnnotationPlace,
  everyAnnotation,
  rawAnnotations,
  tracePrefix,
  typedAnnotations,
  uselessAnnotations,
} from "./known-annotations";

/** Annotations that a definition writes itself are ones that Linkerd reads there, with values that it understands. */
export function checkAnnotations(
  path: string,
  place: "namespace" | "pod",
  annotations: Readonly<Record<string, string>> | undefined,
): Problem[] {
  return Object.entries(annotations ?? {}).flatMap(([key, value]) => {
    const found = complaint(key, value, place);
    return found ? [{ path: childPath(path, "linkerd", "annotations", key), ...found }] : [];
  });
}

function complaint(
  key: string,
  value: string,
  place: "namespace" | "pod",
): Omit<Problem, "path"> | undefined {
  const field = lookUp(typedAnnotations, key);
  if (field !== undefined) {
    return {
      message: `is written by a field (got ${quote(key)})`,
      rule: "What the definition has a field for is written there, where it is checked",
      fix: `Use ${field}`,
    };
  }
  const useless = lookUp(uselessAnnotations, key);
  if (useless !== undefined)
    return { message: `does nothing (got ${quote(key)})`, rule: useless, fix: "Leave it out" };
  if (key.startsWith(tracePrefix) && key.length > tracePrefix.length) return undefined;
  const known = lookUp(rawAnnotations, key);
  if (known === undefined) {
    return {
      message: `is no annotation of Linkerd (got ${quote(key)})`,
      rule: "Linkerd ignores an annotation that it does not know without a word",
      fix: didYouMean(key, everyAnnotation) || "Write annotations of others where the object is declared",
    };
  }
  if (place === "namespace" && known.place === AnnotationPlace.Pods) {
    return {
      message: `is ignored on a namespace (got ${quote(key)})`,
      rule: "Linkerd reads it on pods only",
      fix: "Write it below linkerd of the services it is for",
    };
  }
  if (known.accepts?.test(value) ?? true) return undefined;
  return {
    message: `has a value that Linkerd ignores (got ${quote(value)})`,
    rule: `It is ${known.values ?? "a text"}`,
    fix: "Correct the value",
  };
}

function lookUp<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return hasOwn(table, key) ? table[key] : undefined;
}
