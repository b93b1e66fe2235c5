import { generateKeyPairSync } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CertificateAuthority, type Identity } from "./certificate-authority";
import { kubeconfig } from "./kubeconfig";

/** Everything the servers read from files, all with mode 0600. */
export interface ClusterFiles {
  readonly authority: string;
  readonly authorityCertificate: string;
  readonly etcd: IdentityFiles;
  readonly apiServer: IdentityFiles;
  readonly etcdClient: IdentityFiles;
  /** The API server's identity towards aggregated API servers, signed by an authority of its own. */
  readonly aggregator: IdentityFiles & { readonly authority: string };
  readonly serviceAccountKey: string;
  readonly kubeconfigs: Readonly<Record<ClusterUser, string>>;
  readonly administrator: Identity;
}

export interface IdentityFiles {
  readonly certificate: string;
  readonly privateKey: string;
}

export type ClusterUser = "administrator" | "controller-manager" | "scheduler";

const users: Readonly<Record<ClusterUser, { commonName: string; organization?: string }>> = {
  administrator: { commonName: "administrator", organization: "system:masters" },
  "controller-manager": { commonName: "system:kube-controller-manager" },
  scheduler: { commonName: "system:kube-scheduler" },
};

export async function writeClusterFiles(folder: string, server: string): Promise<ClusterFiles> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const write = (name: string, text: string): string => {
    const file = join(folder, name);
    writeFileSync(file, text, { mode: 0o600 });
    return file;
  };
  const writeIdentity = (name: string, identity: Identity): IdentityFiles => ({
    certificate: write(`${name}.crt`, identity.certificate),
    privateKey: write(`${name}.key`, identity.privateKey),
  });
  const authority = await CertificateAuthority.create("local-cluster");
  const frontProxy = await CertificateAuthority.create("local-cluster-front-proxy");
  const identities = {} as Record<ClusterUser, Identity>;
  for (const [user, request] of Object.entries(users))
    identities[user as ClusterUser] = await authority.issue(request);
  const configs = Object.fromEntries(
    Object.entries(identities).map(([user, identity]) => [
      user,
      write(`${user}.kubeconfig`, kubeconfig(server, authority.certificate, identity)),
    ]),
  ) as Record<ClusterUser, string>;
  const local = { dnsNames: ["localhost"], ipAddresses: ["127.0.0.1"] };
  return {
    authority: write("authority.crt", authority.certificate),
    authorityCertificate: authority.certificate,
    etcd: writeIdentity("etcd", await authority.issue({ commonName: "etcd", ...local })),
    etcdClient: writeIdentity("etcd-client", await authority.issue({ commonName: "kube-apiserver" })),
    apiServer: writeIdentity("api-server", await authority.issue(apiServerRequest)),
    aggregator: {
      ...writeIdentity("aggregator", await frontProxy.issue({ commonName: "aggregator" })),
      authority: write("front-proxy-authority.crt", frontProxy.certificate),
    },
    serviceAccountKey: write("service-account.key", serviceAccountKey()),
    kubeconfigs: configs,
    administrator: identities.administrator,
  };
}

const apiServerRequest = {
  commonName: "kube-apiserver",
  dnsNames: [
    "localhost",
    "kubernetes",
    "kubernetes.default",
    "kubernetes.default.svc",
    "kubernetes.default.svc.cluster.local",
  ],
  // The second is the cluster address of the service "kubernetes".
  ipAddresses: ["127.0.0.1", "10.96.0.1"],
};

function serviceAccountKey(): string {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  // The API server derives the public key from it, which it does for this encoding only.
  return privateKey.export({ type: "sec1", format: "pem" }) as string;
}
