import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import type { Manifest } from "../../backends";

/** Roots whose fingerprint stands on the pods that read them once, at their start. */
export interface TrustFingerprint {
  /** Text that the chart was given as the value of an annotation. */
  readonly placeholder: string;
  /** PEM of the roots. */
  readonly pem: pulumi.Input<string>;
}

interface Template {
  readonly metadata?: { readonly annotations?: Readonly<Record<string, unknown>> };
}

/** The spec of a workload with the fingerprint in every annotation of its pods that holds the placeholder. */
export function fillTrustAnnotation(spec: unknown, fingerprint: TrustFingerprint): unknown {
  if (pulumi.Output.isInstance(spec)) return spec.apply((known) => fillTrustAnnotation(known, fingerprint));
  const template = (spec as { readonly template?: Template } | undefined)?.template;
  const annotations = template?.metadata?.annotations;
  if (annotations === undefined || !Object.values(annotations).includes(fingerprint.placeholder)) return spec;
  const value = pulumi.output(fingerprint.pem).apply(sha256);
  const filled = Object.entries(annotations).map(([key, text]) => [
    key,
    text === fingerprint.placeholder ? value : text,
  ]);
  const annotated: unknown = Object.fromEntries(filled);
  return {
    ...(spec as object),
    template: { ...template, metadata: { ...template?.metadata, annotations: annotated } },
  };
}

/** Whether objects of a kind start pods that are restarted when their template changes. */
export function isWorkload(kind: string): boolean {
  return ["Deployment", "DaemonSet", "StatefulSet"].includes(kind);
}

/** A rendered object with the fingerprint in the place of the placeholder; other kinds as they are. */
export function withTrustAnnotation(manifest: Manifest, fingerprint: TrustFingerprint): Manifest {
  if (!isWorkload(manifest.kind)) return manifest;
  return { ...manifest, spec: fillTrustAnnotation(manifest["spec"], fingerprint) };
}

function sha256(pem: string): string {
  return createHash("sha256").update(pem).digest("hex");
}
