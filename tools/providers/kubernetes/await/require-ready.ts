import { isPropertyMap } from "../../shared/property-value";
import { annotation, hasAnnotation } from "../object/annotations";
import { listAt, nameOf, type Manifest } from "../object/manifest";
import type { Session } from "../session";
import { NotReadyError } from "./not-ready-error";
import type { RelatedKind } from "./readiness-rule";
import { relatedCollection } from "./related-collections";
import { readinessRuleFor } from "./rules";

/**
 * For a refresh: whether the object works right now, without waiting.
 *
 * @throws NotReadyError where it does not.
 */
export async function requireReady(
  session: Session,
  urn: string,
  declared: Manifest,
  live: Manifest,
): Promise<void> {
  const rule = readinessRuleFor(live);
  if (rule?.onRefresh !== true || hasAnnotation(declared, annotation.skipAwait)) return;
  const { connection } = session.requireCluster().objects;
  const related = new Map<RelatedKind, Manifest[]>();
  for (const kind of rule.related) {
    try {
      const list = await connection.json({
        path: relatedCollection(kind, live),
        signal: session.interrupted,
      });
      related.set(kind, listAt(list, "items").filter(isPropertyMap));
    } catch {
      // Who may not list the Pods still learns from the object itself.
      related.set(kind, []);
    }
  }
  const assessment = rule.assess({
    object: live,
    isUpdate: true,
    related: (kind) => related.get(kind) ?? [],
    quietMs: () => Number.POSITIVE_INFINITY,
  });
  if (assessment.ready) return;
  if (assessment.status !== undefined) session.log.status("info", urn, assessment.status);
  const message = `Resource '${nameOf(live)}' was created but failed to initialize`;
  throw new NotReadyError(message, live, assessment.reasons ?? []);
}
