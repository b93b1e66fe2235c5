import type { Manifest } from "../object/manifest";

/** Kinds whose objects tell something about the readiness of another. */
export type RelatedKind = "pods" | "replicasets" | "endpoints" | "persistentvolumeclaims" | "storageclasses";

/** The live objects that a rule looks at. */
export interface ReadinessView {
  readonly object: Manifest;
  /** Whether this is an update, rather than a create. */
  readonly isUpdate: boolean;
  related(kind: RelatedKind): Manifest[];
  /** How long ago the related object of this name changed last. */
  quietMs(kind: RelatedKind, name: string): number;
}

export interface Assessment {
  readonly ready: boolean;
  /** What is going on, for the progress display. */
  readonly status?: string;
  /** What is missing, for the error if it stays so. */
  readonly reasons?: readonly string[];
  /** Set where waiting longer is of no use. */
  readonly failure?: string;
  /** Look again after this time, even if nothing changes. */
  readonly againInMs?: number;
}

/** When an object of some kind counts as working. */
export interface ReadinessRule {
  readonly related: readonly RelatedKind[];
  assess(view: ReadinessView): Assessment;
  /** Whether a refresh reports an object that is not ready. */
  readonly onRefresh: boolean;
  /** Where the kind has a time limit of its own. */
  readonly timeoutMs?: number;
  /** Success at the end of the time, although not everything has settled. */
  readonly goodEnough?: (view: ReadinessView) => boolean;
  /** Record the object as the API server returned it, not as it is once ready. */
  readonly keepsCreated?: boolean;
}

export function isOwnedBy(object: Manifest, owner: Manifest | undefined): boolean {
  const uid = owner === undefined ? "" : uidOf(owner);
  const metadata = object["metadata"] as { ownerReferences?: { uid?: unknown }[] } | undefined;
  return uid !== "" && (metadata?.ownerReferences ?? []).some((reference) => reference.uid === uid);
}

export function uidOf(object: Manifest): string {
  const uid = (object["metadata"] as { uid?: unknown } | undefined)?.uid;
  return typeof uid === "string" ? uid : "";
}
