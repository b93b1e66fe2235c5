import type { KindClient } from "../api/object-client";
import type { Subscription } from "../api/watch-hub";
import { annotation, hasAnnotation } from "../object/annotations";
import { generationOf, nameOf, type Manifest } from "../object/manifest";
import type { Session } from "../session";
import { awaitedRule } from "./custom-conditions";
import { NotReadyError } from "./not-ready-error";
import type { Assessment, ReadinessRule, ReadinessView, RelatedKind } from "./readiness-rule";
import { relatedCollection } from "./related-collections";
import { timeoutOf } from "./timeout";

export interface Awaited {
  readonly urn: string;
  readonly declared: Manifest;
  /** The API server's answer to the create or update. */
  readonly created: Manifest;
  /** The object before the update; absent for a create. */
  readonly previous?: Manifest;
  /** From the resource option `customTimeouts`; 0 where unset. */
  readonly timeoutSeconds: number;
}

/**
 * Waits until the object works, as its kind or its `pulumi.com/waitFor` annotation defines it.
 *
 * @returns The object as it then is.
 * @throws NotReadyError where it does not in time, cannot any more, or the user interrupts.
 */
export async function waitUntilReady(session: Session, awaited: Awaited): Promise<Manifest> {
  const { urn, declared, created } = awaited;
  if (hasAnnotation(declared, annotation.skipAwait)) return created;
  const rule = ruleFor(created);
  if (rule === undefined) return created;
  const idle: ReadinessView = { object: created, isUpdate: false, related: () => [], quietMs: () => 0 };
  if (rule.assess(idle).ready) return created;
  const client = await session.requireCluster().objects.for(created);
  const waiting = new Waiting(session, awaited, rule, client);
  try {
    const live = await waiting.finished();
    return rule.keepsCreated === true ? created : live;
  } finally {
    waiting.close();
    session.log.status("info", urn, "");
  }
}

/** A malformed annotation concerns the object that carries it, which exists by now. */
function ruleFor(created: Manifest): ReadinessRule | undefined {
  try {
    return awaitedRule(created);
  } catch (error) {
    throw new NotReadyError(error instanceof Error ? error.message : String(error), created, []);
  }
}

class Waiting {
  private readonly own: Subscription;
  private readonly related = new Map<RelatedKind, Subscription>();
  private readonly deadline: number;
  private wake: () => void = () => undefined;
  private changed = false;
  private lastStatus = "";

  constructor(
    private readonly session: Session,
    private readonly awaited: Awaited,
    private readonly rule: ReadinessRule,
    client: KindClient,
  ) {
    const { watches } = session.requireCluster();
    const onChange = (): void => {
      this.changed = true;
      this.wake();
    };
    this.own = watches.subscribe(client.collection, onChange);
    for (const kind of rule.related) {
      this.related.set(kind, watches.subscribe(relatedCollection(kind, awaited.created), onChange));
    }
    this.deadline = Date.now() + (rule.timeoutMs ?? timeoutOf(awaited.declared, awaited.timeoutSeconds));
    session.interrupted.addEventListener("abort", onChange, { once: true });
  }

  async finished(): Promise<Manifest> {
    for (;;) {
      this.changed = false;
      const view = this.view();
      const assessment = this.rule.assess(view);
      if (assessment.ready) return view.object;
      if (assessment.failure !== undefined)
        this.fail(`Resource '${nameOf(view.object)}' was created but failed to initialize`, view, assessment);
      if (this.session.interrupted.aborted) {
        this.fail(`Resource operation was cancelled for "${nameOf(view.object)}"`, view, assessment);
      }
      const left = this.deadline - Date.now();
      if (left <= 0) {
        if (this.rule.goodEnough?.(view) === true) return view.object;
        this.fail(`'${nameOf(view.object)}' timed out waiting to be Ready`, view, assessment);
      }
      this.report(assessment);
      await this.nextChange(Math.min(left, assessment.againInMs ?? left));
    }
  }

  close(): void {
    this.own.close();
    for (const subscription of this.related.values()) subscription.close();
  }

  private view(): ReadinessView {
    const { created, previous } = this.awaited;
    const live = this.own.objects.get(nameOf(created));
    const isStale = live === undefined || generationOf(live) < generationOf(created);
    return {
      object: isStale ? created : live,
      isUpdate: previous !== undefined,
      related: (kind) => [...(this.related.get(kind)?.objects.values() ?? [])],
      quietMs: (kind, name) => Date.now() - (this.related.get(kind)?.lastChange(name) ?? 0),
    };
  }

  private report({ status }: Assessment): void {
    if (status === undefined || status === this.lastStatus) return;
    this.lastStatus = status;
    this.session.log.status("info", this.awaited.urn, status);
  }

  private fail(message: string, { object }: ReadinessView, { reasons, failure }: Assessment): never {
    const all = [...(failure === undefined ? [] : [failure]), ...(reasons ?? [])];
    throw new NotReadyError(message, object, [...new Set(all)]);
  }

  private async nextChange(waitMs: number): Promise<void> {
    if (this.changed) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, waitMs);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
