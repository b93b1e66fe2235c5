import { join } from "node:path";
import type { PartName } from "../toolchain";
import type { ClusterFiles } from "./cluster-files";

export interface ClusterPorts {
  readonly etcdClient: number;
  readonly etcdPeer: number;
  readonly apiServer: number;
}

/** Where the cluster keeps its things and how its servers reach each other. */
export interface ClusterLayout {
  readonly directory: string;
  readonly ports: ClusterPorts;
  readonly files: ClusterFiles;
}

export type ClusterPart = Extract<PartName, "etcd" | "kwok" | `kube-${string}`>;

export const clusterParts: readonly ClusterPart[] = [
  "etcd",
  "kube-apiserver",
  "kube-controller-manager",
  "kube-scheduler",
  "kwok",
];

const serviceRange = "10.96.0.0/16";
const podRange = "10.244.0.0/16";

/** The command line of each server. Everything not named here has the server's own default, as in a real cluster. */
export const componentArguments: Readonly<Record<ClusterPart, (layout: ClusterLayout) => string[]>> = {
  etcd: ({ directory, ports, files }) => {
    const client = `https://127.0.0.1:${ports.etcdClient}`;
    const peer = `https://127.0.0.1:${ports.etcdPeer}`;
    return [
      "--name=local",
      `--data-dir=${join(directory, "etcd")}`,
      `--listen-client-urls=${client}`,
      `--advertise-client-urls=${client}`,
      `--listen-peer-urls=${peer}`,
      `--initial-advertise-peer-urls=${peer}`,
      `--initial-cluster=local=${peer}`,
      ...["", "peer-"].flatMap((kind) => [
        `--${kind}client-cert-auth=true`,
        `--${kind}trusted-ca-file=${files.authority}`,
        `--${kind}cert-file=${files.etcd.certificate}`,
        `--${kind}key-file=${files.etcd.privateKey}`,
      ]),
      // The data does not outlive the cluster, so nothing is gained by waiting for the disk.
      "--unsafe-no-fsync=true",
      "--log-level=warn",
    ];
  },
  "kube-apiserver": ({ directory, ports, files }) => [
    "--bind-address=127.0.0.1",
    `--secure-port=${ports.apiServer}`,
    `--cert-dir=${join(directory, "api-server")}`,
    `--tls-cert-file=${files.apiServer.certificate}`,
    `--tls-private-key-file=${files.apiServer.privateKey}`,
    `--client-ca-file=${files.authority}`,
    `--etcd-servers=https://127.0.0.1:${ports.etcdClient}`,
    `--etcd-cafile=${files.authority}`,
    `--etcd-certfile=${files.etcdClient.certificate}`,
    `--etcd-keyfile=${files.etcdClient.privateKey}`,
    "--authorization-mode=Node,RBAC",
    "--service-account-issuer=https://kubernetes.default.svc.cluster.local",
    `--service-account-signing-key-file=${files.serviceAccountKey}`,
    `--service-account-key-file=${files.serviceAccountKey}`,
    `--service-cluster-ip-range=${serviceRange}`,
    // Endpoints on the loopback address would be refused, and nothing runs in the cluster that could use them.
    "--endpoint-reconciler-type=none",
    // As kubeadm does: network plugins of a mesh ask for privileged containers.
    "--allow-privileged=true",
    `--requestheader-client-ca-file=${files.aggregator.authority}`,
    "--requestheader-allowed-names=aggregator",
    "--requestheader-username-headers=X-Remote-User",
    "--requestheader-group-headers=X-Remote-Group",
    "--requestheader-extra-headers-prefix=X-Remote-Extra-",
    `--proxy-client-cert-file=${files.aggregator.certificate}`,
    `--proxy-client-key-file=${files.aggregator.privateKey}`,
  ],
  "kube-controller-manager": ({ files }) => [
    `--kubeconfig=${files.kubeconfigs["controller-manager"]}`,
    "--secure-port=0",
    "--leader-elect=false",
    "--use-service-account-credentials=true",
    `--service-account-private-key-file=${files.serviceAccountKey}`,
    `--root-ca-file=${files.authority}`,
    `--cluster-cidr=${podRange}`,
    // No machine can fail here, but a busy one makes kwok's heartbeats late. A node that is given up for a moment takes the
    // readiness of its pods with it for good, because kwok reports each pod only once.
    "--node-monitor-grace-period=24h",
    `--service-cluster-ip-range=${serviceRange}`,
    // The defaults are meant to spare a large cluster; here they would only slow down every test.
    "--kube-api-qps=500",
    "--kube-api-burst=1000",
  ],
  "kube-scheduler": ({ files }) => [
    `--kubeconfig=${files.kubeconfigs.scheduler}`,
    "--secure-port=0",
    "--leader-elect=false",
    "--kube-api-qps=500",
    "--kube-api-burst=1000",
  ],
  kwok: ({ files }) => [
    `--kubeconfig=${files.kubeconfigs.administrator}`,
    "--manage-all-nodes=true",
    "--cidr=10.244.0.1/16",
    "--node-ip=10.0.0.1",
  ],
};
