/** How workloads of other clusters reach a service; each of them sees it as a Service of its own. */
export const ServiceExport = {
  /** Through a gateway of this cluster. The networks need not reach one another; the service sees the gateway as its caller. */
  Gateway: "gateway",
  /** From pod to pod, which the networks must allow. Callers keep their identities. */
  Flat: "flat",
  /** From pod to pod, as one service together with those of the same namespace and name in other clusters. */
  Federated: "federated",
} as const;
export type ServiceExport = (typeof ServiceExport)[keyof typeof ServiceExport];
