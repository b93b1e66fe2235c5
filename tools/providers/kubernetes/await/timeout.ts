import { annotation, annotationOf } from "../object/annotations";
import type { Manifest } from "../object/manifest";

const defaultTimeoutMs = 10 * 60 * 1000;

/** How long to wait: the resource option `customTimeouts` beats the annotation, which beats ten minutes. */
export function timeoutOf(declared: Manifest, optionSeconds: number): number {
  if (optionSeconds > 0) return optionSeconds * 1000;
  const annotated = annotationOf(declared, annotation.timeoutSeconds);
  return /^\d+$/.test(annotated) ? Number(annotated) * 1000 : defaultTimeoutMs;
}
