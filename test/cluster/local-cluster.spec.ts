import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { type AddressInfo, createConnection, createServer } from "node:net";
import { networkInterfaces } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { CoreV1Api, KubeConfig } from "@kubernetes/client-node";
import { freePorts } from "../../tools/cluster/free-ports";
import { KubernetesApi } from "../../tools/cluster/kubernetes-api";
import { clusterParts, type LocalCluster, startLocalCluster } from "../../tools/cluster";
import { ensureParts, Toolchain, ToolchainError } from "../../tools/toolchain";
import { processEnds } from "../toolchain/process-ends";
import { removeTemporaryFolders, temporaryFolder } from "../toolchain/temporary-folder";

const checkout = join(__dirname, "..", "..");
const minute = 60_000;

interface Kubeconfig {
  readonly clusters: readonly { readonly cluster: { readonly "certificate-authority-data": string } }[];
  readonly users: readonly {
    readonly user: Readonly<Record<"client-certificate-data" | "client-key-data", string>>;
  }[];
}

function connect(cluster: LocalCluster): KubernetesApi {
  const config = JSON.parse(readFileSync(cluster.kubeconfig, "utf8")) as Kubeconfig;
  const decode = (text: string): string => Buffer.from(text, "base64").toString();
  const user = config.users[0]!.user;
  return new KubernetesApi(
    cluster.server,
    decode(config.clusters[0]!.cluster["certificate-authority-data"]),
    {
      certificate: decode(user["client-certificate-data"]),
      privateKey: decode(user["client-key-data"]),
    },
  );
}

async function create(api: KubernetesApi, path: string, body: unknown): Promise<void> {
  const response = await api.post(path, body);
  assert.equal(response.status, 201, JSON.stringify(response.body));
}

async function until(what: string, condition: () => Promise<boolean>, limit = 30_000): Promise<void> {
  const deadline = Date.now() + limit;
  while (!(await condition())) {
    assert.ok(Date.now() < deadline, `${what} took longer than ${limit} ms`);
    await delay(50);
  }
}

function deployment(name: string): unknown {
  const labels = { app: name };
  return {
    metadata: { name },
    spec: {
      replicas: 2,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: "app", image: "never/pulled" }] } },
    },
  };
}

describe("local cluster", function () {
  this.timeout(2 * minute);
  let toolchain: Toolchain;
  let cluster: LocalCluster;
  let api: KubernetesApi;

  before(async function () {
    this.timeout(30 * minute);
    try {
      toolchain = await ensureParts(clusterParts);
    } catch (error) {
      if (!(error instanceof ToolchainError)) throw error;
      console.error(error.message);
      this.skip();
    }
    cluster = await startLocalCluster({ toolchain });
    api = connect(cluster);
  });

  after(async () => {
    (api as KubernetesApi | undefined)?.close();
    await (cluster as LocalCluster | undefined)?.stop();
    removeTemporaryFolders();
  });

  it("gives its administrator a kubeconfig that any client reads and nobody else can", async () => {
    assert.equal(statSync(cluster.kubeconfig).mode & 0o777, 0o600);
    const config = new KubeConfig();
    config.loadFromFile(cluster.kubeconfig);
    const nodes = await config.makeApiClient(CoreV1Api).listNode();
    assert.deepEqual(nodes.items.map((node) => node.metadata?.name).sort(), ["node-1", "node-2", "node-3"]);
  });

  it("refuses who shows no certificate", async () => {
    const config = new KubeConfig();
    config.loadFromFile(cluster.kubeconfig);
    config.users = [{ name: "local" }];
    await assert.rejects(config.makeApiClient(CoreV1Api).listNode(), /HTTP-Code: 403/);
  });

  it("cannot be reached from other machines", async () => {
    const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
    for (const { address } of addresses.filter((entry) => !entry.internal && entry.family === "IPv4")) {
      const socket = createConnection(Number(new URL(cluster.server).port), address);
      await assert.rejects(once(socket, "connect"), /ECONNREFUSED/);
    }
  });

  it("schedules pods and makes a Deployment ready without running a container", async () => {
    const deployments = "/apis/apps/v1/namespaces/default/deployments";
    await create(api, deployments, deployment("web"));
    await until("the Deployment", async () => {
      const { body } = await api.get(`${deployments}/web`);
      return (body as { status?: { readyReplicas?: number } }).status?.readyReplicas === 2;
    });
  });

  it("enforces admission policies as a real cluster does", async () => {
    const admission = "/apis/admissionregistration.k8s.io/v1";
    const resourceRules = [
      { apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE"], resources: ["configmaps"] },
    ];
    await create(api, `${admission}/validatingadmissionpolicies`, {
      metadata: { name: "small-names" },
      spec: {
        matchConstraints: { resourceRules },
        validations: [{ expression: "size(object.metadata.name) < 10", message: "the name is too long" }],
      },
    });
    await create(api, `${admission}/validatingadmissionpolicybindings`, {
      metadata: { name: "small-names" },
      spec: { policyName: "small-names", validationActions: ["Deny"] },
    });
    const configMaps = "/api/v1/namespaces/default/configmaps";
    await until("the policy", async () => {
      const refused = await api.post(configMaps, { metadata: { generateName: "far-too-long-" } });
      return refused.status === 422 && JSON.stringify(refused.body).includes("the name is too long");
    });
    await create(api, configMaps, { metadata: { name: "short" } });
  });

  it("finishes deleting a namespace", async () => {
    await create(api, "/api/v1/namespaces", { metadata: { name: "gone" } });
    await create(api, "/api/v1/namespaces/gone/configmaps", { metadata: { name: "inside" } });
    await api.delete("/api/v1/namespaces/gone");
    await until("the namespace", async () => (await api.get("/api/v1/namespaces/gone")).status === 404);
  });

  it("does not disturb a second one, which leaves nothing behind when it is stopped", async () => {
    const second = await startLocalCluster({ toolchain, nodes: 1 });
    const other = connect(second);
    await create(other, "/api/v1/namespaces", { metadata: { name: "only-there" } });
    assert.equal((await other.get("/api/v1/nodes/node-2")).status, 404);
    assert.equal((await api.get("/api/v1/namespaces/only-there")).status, 404);
    other.close();
    const processes = Object.values(second.processes);
    assert.equal(processes.length, clusterParts.length);
    await Promise.all([second.stop(), second.stop()]);
    for (const pid of processes) await processEnds(pid);
    assert.equal(existsSync(dirname(dirname(second.kubeconfig))), false);
    assert.equal((await api.get("/api/v1/nodes/node-2")).status, 200);
  });

  it("is gone, with its data, when the process that started it is killed with -9", async () => {
    const script = join(temporaryFolder(), "runner.mts");
    writeFileSync(
      script,
      `import local from "${join(checkout, "tools/cluster/index.ts")}";
       const cluster = await local.startLocalCluster({ nodes: 1 });
       console.log(JSON.stringify({ processes: Object.values(cluster.processes), kubeconfig: cluster.kubeconfig }));`,
    );
    const runner = spawn(process.execPath, ["--import", "tsx", script], {
      cwd: checkout,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = (await once(createInterface({ input: runner.stdout }), "line")) as [string];
    const started = JSON.parse(line) as { processes: number[]; kubeconfig: string };
    assert.equal(started.processes.length, clusterParts.length);
    runner.kill("SIGKILL");
    for (const pid of started.processes) await processEnds(pid);
    await until("removing the data", () => Promise.resolve(!existsSync(started.kubeconfig)));
  });

  it("chooses other ports when another program takes one at the last moment", async () => {
    const thief = createServer();
    await new Promise<void>((resolve) => thief.listen(0, "127.0.0.1", resolve));
    const taken = (thief.address() as AddressInfo).port;
    let calls = 0;
    const choosePorts = async (count: number): Promise<number[]> => {
      const ports = await freePorts(count);
      return ++calls === 1 ? [...ports.slice(0, -1), taken] : ports;
    };
    const moved = await startLocalCluster({ toolchain, nodes: 1, choosePorts });
    assert.equal(calls, 2);
    await moved.stop();
    thief.close();
  });

  it("shows the last log lines of a server that does not start", async () => {
    const broken = join(temporaryFolder(), "etcd");
    writeFileSync(broken, "#!/bin/sh\necho the disk is made of cheese\nexit 3\n", { mode: 0o755 });
    const parts = toolchain.parts.map((part) => (part.name === "etcd" ? { ...part, path: broken } : part));
    await assert.rejects(
      startLocalCluster({ toolchain: new Toolchain(toolchain.cacheDirectory, parts) }),
      /etcd did not start \(it ended: exit code 3\)\. Its last log lines:\n {2}\| the disk is made of cheese/,
    );
  });

  it("tells when a server dies although nobody stopped the cluster", async () => {
    const failures = new EventEmitter();
    const failed = once(failures, "failure") as Promise<[Error]>;
    const onFailure = (error: Error): boolean => failures.emit("failure", error);
    const doomed = await startLocalCluster({ toolchain, nodes: 1, onFailure });
    process.kill(doomed.processes["kube-scheduler"]!, "SIGKILL");
    const [failure] = await failed;
    assert.match(failure.message, /^kube-scheduler ended unexpectedly \(it ended: signal SIGKILL\)/);
    await doomed.stop();
  });
});
