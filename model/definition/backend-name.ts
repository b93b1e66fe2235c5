/** The service mesh that carries a definition out. */
export const BackendName = {
  /** Linkerd: simple to run, low overhead. The default. */
  Linkerd: "linkerd",
  /** Istio. Refused by this release, which cannot render it yet. */
  Istio: "istio",
  /** Consul. Refused by this release, which cannot render it yet. */
  Consul: "consul",
  /** Envoy sidecars without a control plane of a mesh. Refused by this release, which cannot render them yet. */
  Envoy: "envoy",
} as const;
export type BackendName = (typeof BackendName)[keyof typeof BackendName];
