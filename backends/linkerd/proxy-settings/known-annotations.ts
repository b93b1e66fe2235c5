import { settings } from "./annotations";

/** Where Linkerd reads an annotation. */
export const AnnotationPlace = {
  /** On pods, and on namespaces for their pods. */
  Everywhere: "namespaces and pods",
  /** On pods only: on a namespace it is ignored. */
  Pods: "pods only",
} as const;
export type AnnotationPlace = (typeof AnnotationPlace)[keyof typeof AnnotationPlace];

/** What is known of an annotation of Linkerd that a definition may write itself. */
export interface KnownAnnotation {
  readonly place: AnnotationPlace;
  /** Values that Linkerd reads; nothing when it takes any text. */
  readonly accepts?: RegExp;
  /** The values in words. */
  readonly values?: string;
}

const boolean = { accepts: /^(true|false)$/, values: "true or false" };

/** Annotations that no field of the definition writes. */
export const rawAnnotations: Readonly<Record<string, KnownAnnotation>> = {
  "config.linkerd.io/enable-gateway": { place: AnnotationPlace.Pods, ...boolean },
  "config.linkerd.io/debug-image": { place: AnnotationPlace.Pods },
  "config.linkerd.io/debug-image-version": { place: AnnotationPlace.Pods },
  "config.linkerd.io/debug-image-pull-policy": {
    place: AnnotationPlace.Pods,
    accepts: /^(Always|IfNotPresent|Never)$/,
    values: "Always, IfNotPresent or Never",
  },
  "viz.linkerd.io/disable-tap": { place: AnnotationPlace.Everywhere, ...boolean },
};

/** Annotations that a field of the definition writes: key is the annotation, value the field. */
export const typedAnnotations: Readonly<Record<string, string>> = {
  ...Object.fromEntries(settings.map(({ annotation, field }) => [annotation, field])),
  "linkerd.io/inject": "injection",
  "config.linkerd.io/default-inbound-policy": "defaultAccess of the namespace",
  "config.linkerd.io/proxy-log-level": "proxy.log.level or linkerd.logFilter",
  "config.linkerd.io/access-log": "observability.accessLogs",
  "config.alpha.linkerd.io/proxy-enable-native-sidecar": "proxy.nativeSidecar",
  "config.beta.linkerd.io/proxy-enable-native-sidecar": "proxy.nativeSidecar",
};

/** Annotations that Linkerd has a name for and makes nothing of: key is the annotation, value why. */
export const uselessAnnotations: Readonly<Record<string, string>> = {
  "config.linkerd.io/pod-inbound-ports": "The injector overwrites it with the ports that it finds in the pod",
  "config.linkerd.io/close-wait-timeout": "No part of Linkerd reads it any more",
  "linkerd.io/created-by": "Linkerd's own tools write it, and read it as theirs",
  "linkerd.io/proxy-version": "The injector writes it, and nothing reads it",
  "linkerd.io/trust-root-sha256": "The injector writes it, and nothing reads it",
};

/** Trace attributes may have any name after this. */
export const tracePrefix = "resource.opentelemetry.io/";

/** Every annotation that Linkerd has a name for. */
export const everyAnnotation: readonly string[] = [
  ...new Set([rawAnnotations, typedAnnotations, uselessAnnotations].flatMap((table) => Object.keys(table))),
].sort();
