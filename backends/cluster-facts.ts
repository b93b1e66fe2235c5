import type { Problem } from "../model";
import { standardLabels, type Manifest } from "./manifest";

/** An object of a cluster, by name. */
export interface ObjectReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

/** What is there of an object on a cluster: its labels and annotations, and what kinds tell beyond them. */
export interface FoundObject {
  readonly metadata: {
    readonly name: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  /** Of ConfigMaps. */
  readonly data?: Readonly<Record<string, string>>;
  /** Of webhook configurations. */
  readonly webhooks?: readonly {
    readonly clientConfig?: { readonly service?: { readonly namespace?: string } };
  }[];
}

/** Looks up what is there of an object; nothing when it is not there. */
export type ClusterFacts = (reference: ObjectReference) => FoundObject | undefined;

/** What a cluster is asked before anything is created on it, so that nothing of others is touched and what is missing is said. */
export interface Preflight {
  readonly references: readonly ObjectReference[];
  /**
   * What does not fit between the definition and what is there.
   * @param mayComeLater Whether what is missing may be brought before the mesh comes.
   */
  check(facts: ClusterFacts, mayComeLater: boolean): Problem[];
}

/** What a reference is called among all. */
export function referenceKey({ apiVersion, kind, namespace = "", name }: ObjectReference): string {
  return [apiVersion, kind, namespace, name].join("/");
}

/** The reference to a manifest's object. */
export function referenceTo({ apiVersion, kind, metadata }: Manifest): ObjectReference {
  const { namespace, name } = metadata;
  return { apiVersion, kind, name, ...(namespace !== undefined && { namespace }) };
}

/** Whether an object carries the labels that this mesh's own objects have. */
export function isOwn(mesh: { readonly name: string }, { metadata }: FoundObject): boolean {
  const labels = metadata.labels ?? {};
  return Object.entries(standardLabels(mesh)).every(([key, value]) => labels[key] === value);
}
