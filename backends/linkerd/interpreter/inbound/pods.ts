import type { Cluster, Pod } from "../cluster";
import { matchesNetworks } from "../networks";
import { includesPort } from "../ports";

/** A pod after injection, as Linkerd's controllers see it. */
export interface MeshedPod {
  readonly namespace: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly ports: readonly { readonly name?: string; readonly containerPort: number }[];
  readonly probes: readonly { readonly path: string; readonly port: number }[];
}

const adminPort = { name: "linkerd-admin", containerPort: 4191 };

/** Injects a pod; nothing when it stays outside the mesh. The namespace's annotations hold where the pod has none. */
export function injectPod(cluster: Cluster, pod: Pod): MeshedPod | undefined {
  const annotations = { ...cluster.namespaces.get(pod.namespace), ...pod.annotations };
  if (!["enabled", "ingress"].includes(annotations["linkerd.io/inject"] ?? "")) return undefined;
  const proxyProbes = ["/live", "/ready"].map((path) => ({ path, port: adminPort.containerPort }));
  return {
    namespace: pod.namespace,
    name: pod.name,
    labels: { ...pod.labels, "linkerd.io/control-plane-ns": cluster.settings.namespace },
    annotations,
    ports: [...pod.ports, adminPort],
    probes: [...applicationProbes(pod), ...proxyProbes],
  };
}

/** Whether calls of a container port never meet the proxy: its init container leaves the port alone. */
export function bypassesProxy({ settings }: Cluster, { annotations }: MeshedPod, port: number): boolean {
  return includesPort(
    annotations["config.linkerd.io/skip-inbound-ports"] ?? settings.ignoredInboundPorts,
    port,
  );
}

/** Whether a call of the pod leaves without its proxy. */
export function leavesWithoutProxy(
  { settings }: Cluster,
  { annotations }: MeshedPod,
  address: string,
  port: number,
): boolean {
  const subnets = (annotations["config.linkerd.io/skip-subnets"] ?? "")
    .split(",")
    .filter((cidr) => cidr !== "");
  const skipped = annotations["config.linkerd.io/skip-outbound-ports"] ?? settings.ignoredOutboundPorts;
  return (
    includesPort(skipped, port) ||
    matchesNetworks(
      subnets.map((cidr) => ({ cidr, except: [] })),
      address,
    )
  );
}

function applicationProbes({ httpProbes = [], ports }: Pod): { path: string; port: number }[] {
  return httpProbes.flatMap(({ path = "/", port }) => {
    const number = typeof port === "number" ? port : ports.find(({ name }) => name === port)?.containerPort;
    return number === undefined ? [] : [{ path: path.split("?")[0] ?? "/", port: number }];
  });
}
