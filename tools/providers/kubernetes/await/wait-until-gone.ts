import { isNotFound } from "../api/api-error";
import type { KindClient } from "../api/object-client";
import { listAt, nameOf, type Manifest } from "../object/manifest";
import type { Session } from "../session";
import { conditionOf, isTrue } from "./conditions";
import { NotReadyError } from "./not-ready-error";
import { uidOf } from "./readiness-rule";

export interface Departing {
  readonly urn: string;
  readonly client: KindClient;
  /** The object as the API server returned it from the deletion. */
  readonly live: Manifest;
  readonly timeoutMs: number;
}

/** @throws NotReadyError where the object is still there in the end; the message names what may hold it. */
export async function waitUntilGone(session: Session, departing: Departing): Promise<void> {
  const { urn, client, live, timeoutMs } = departing;
  const name = nameOf(live);
  const deadline = Date.now() + timeoutMs;
  let wake: () => void = () => undefined;
  const onChange = (): void => {
    wake();
  };
  const subscription = session.requireCluster().watches.subscribe(client.collection, onChange);
  session.interrupted.addEventListener("abort", onChange, { once: true });
  try {
    for (;;) {
      const current = subscription.objects.get(name);
      const listed = subscription.lastChange() > 0;
      // Another object may have taken the name by now.
      if (listed && (current === undefined || uidOf(current) !== uidOf(live))) return;
      if (session.interrupted.aborted || Date.now() >= deadline) break;
      reportBlocked(session, urn, current ?? live);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.max(0, deadline - Date.now()));
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
        if (session.interrupted.aborted) wake();
      });
    }
    if (await isGone(client, live)) return;
    throw stillThere(session, subscription.objects.get(name) ?? live);
  } finally {
    subscription.close();
    session.log.status("info", urn, "");
  }
}

async function isGone(client: KindClient, live: Manifest): Promise<boolean> {
  try {
    return uidOf(await client.get(nameOf(live))) !== uidOf(live);
  } catch (error) {
    return isNotFound(error);
  }
}

/** A namespace says what it still waits for. */
function reportBlocked({ log }: Session, urn: string, object: Manifest): void {
  for (const type of [
    "NamespaceContentRemaining",
    "NamespaceFinalizersRemaining",
    "NamespaceDeletionContentFailure",
  ]) {
    const condition = conditionOf(object, type);
    if (isTrue(condition) && typeof condition?.["message"] === "string")
      log.status("info", urn, condition["message"]);
  }
}

function stillThere({ interrupted }: Session, object: Manifest): NotReadyError {
  const finalizers = listAt(object, "metadata", "finalizers")
    .filter((name) => typeof name === "string")
    .join(", ");
  const message = interrupted.aborted
    ? `Resource operation was cancelled for "${nameOf(object)}"`
    : `timed out waiting for the deletion of "${nameOf(object)}"`;
  const reasons = finalizers === "" ? [] : [`finalizers might be preventing deletion (${finalizers})`];
  return new NotReadyError(message, object, reasons);
}
