import type { FeatureId } from "../model";

/** A value as it stands in a manifest. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** A Kubernetes object, or the part of one that a patch sets. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly [field: string]: unknown;
}

/** When an object is applied relative to the others: groups in this order, deletion in reverse. */
export const ManifestGroup = {
  /** Namespaces and what makes their pods join the mesh. */
  Injection: "injection",
  /** Access and traffic policies. */
  Policy: "policy",
  /** Entries from outside, which come when what they lead to is guarded. */
  Gateway: "gateway",
} as const;
export type ManifestGroup = (typeof ManifestGroup)[keyof typeof ManifestGroup];

/** Whether an object is ours or only a few of its fields are. */
export const Ownership = {
  /** Created and deleted by us. */
  Whole: "whole",
  /** It belongs to someone else: our fields are added, and given up again. */
  Patch: "patch",
} as const;
export type Ownership = (typeof Ownership)[keyof typeof Ownership];

/** The part of the definition that an object exists for. */
export interface Owner {
  readonly kind: "mesh" | "namespace" | "service" | "egress" | "gateway";
  /** Name of the mesh or namespace, or id of the service or gateway; for egress the callers' namespace. */
  readonly name: string;
}

/** A manifest with where it comes from. */
export interface RenderedObject {
  readonly manifest: Manifest;
  readonly owner: Owner;
  /** Features that caused it, sorted. */
  readonly features: readonly FeatureId[];
  readonly group: ManifestGroup;
  readonly ownership: Ownership;
}

/** Key of a ConfigMap with scrape jobs for the Prometheus Operator's `additionalScrapeConfigs`, which takes a list alone. */
export const scrapeJobsFile = "scrape-jobs.yaml";

/** What an object is called among all: `<group>/<version>/<kind>/<namespace>/<name>`. */
export function manifestKey({ apiVersion, kind, metadata }: Manifest): string {
  return [apiVersion, kind, metadata.namespace ?? "", metadata.name].join("/");
}

/** Labels of every object that is ours as a whole. */
export function standardLabels(mesh: { readonly name: string }): Record<string, string> {
  return { "app.kubernetes.io/managed-by": "pulumi-service-mesh", "app.kubernetes.io/part-of": mesh.name };
}
