/** The service mesh that carries a definition out. */
export const BackendName = {
  /** Linkerd: simple to run, low overhead. The default. */
  Linkerd: "linkerd",
} as const;
export type BackendName = (typeof BackendName)[keyof typeof BackendName];
