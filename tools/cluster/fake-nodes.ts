import type { KubernetesApi } from "./kubernetes-api";

/** Nodes without machines: kwok reports them as healthy and starts their pods without running anything. */
export async function createFakeNodes(api: KubernetesApi, count: number): Promise<void> {
  for (let index = 1; index <= count; index++) {
    const response = await api.post("/api/v1/nodes", fakeNode(index));
    if (response.status !== 201) {
      throw new Error(
        `node ${index} could not be created: HTTP ${response.status} ${JSON.stringify(response.body)}`,
      );
    }
  }
}

function fakeNode(index: number): unknown {
  const name = `node-${index}`;
  const capacity = { cpu: "32", memory: "256Gi", pods: "1000" };
  return {
    apiVersion: "v1",
    kind: "Node",
    metadata: {
      name,
      annotations: { "kwok.x-k8s.io/node": "fake" },
      labels: {
        "kubernetes.io/arch": "amd64",
        "kubernetes.io/os": "linux",
        "kubernetes.io/hostname": name,
        "topology.kubernetes.io/region": "region-1",
        // Spread over three zones, as a production cluster would be.
        "topology.kubernetes.io/zone": `region-1-${"abc"[(index - 1) % 3] ?? "a"}`,
      },
    },
    status: { capacity, allocatable: capacity },
  };
}

interface Node {
  readonly spec?: { readonly taints?: readonly unknown[] };
  readonly status?: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
}

/** True when every node reports that it is ready and pods may be scheduled on it. */
export async function nodesAreReady(api: KubernetesApi, count: number): Promise<boolean> {
  const response = await api.get("/api/v1/nodes");
  const nodes = (response.body as { items?: readonly Node[] }).items ?? [];
  return nodes.length >= count && nodes.every(isReady);
}

function isReady(node: Node): boolean {
  const ready = node.status?.conditions?.find((condition) => condition.type === "Ready");
  return ready?.status === "True" && (node.spec?.taints ?? []).length === 0;
}
