import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { watchdog } from "../supervision/watchdog";
import { ensureParts, type Toolchain } from "../toolchain";
import { writeClusterFiles } from "./cluster-files";
import { type ClusterLayout, type ClusterPart, clusterParts, componentArguments } from "./components";
import { createFakeNodes, nodesAreReady } from "./fake-nodes";
import { freePorts } from "./free-ports";
import { KubernetesApi } from "./kubernetes-api";
import { lastLines, SupervisedProcess } from "./supervised-process";

export interface LocalClusterOptions {
  /** Default: the cluster's parts are made available first. */
  readonly toolchain?: Toolchain;
  /** Number of nodes that pretend to run pods. Default: 3. Range: 1 and up. */
  readonly nodes?: number;
  /** Chooses as many ports on 127.0.0.1 as it is asked for. Default: ones that are free at the moment. */
  readonly choosePorts?: (count: number) => Promise<number[]>;
  /** Told what is being waited for. Default: nobody. */
  readonly onStep?: (text: string) => void;
  /** Called once when a server ends although nobody has stopped the cluster. */
  readonly onFailure?: (error: Error) => void;
}

export interface LocalCluster {
  /** Path of a kubeconfig with all rights; readable by the owner only, removed by {@link LocalCluster.stop}. */
  readonly kubeconfig: string;
  /** Address of the API server. */
  readonly server: string;
  /** Process ids of the servers, by name. */
  readonly processes: Readonly<Record<string, number>>;
  /** Stops the servers in order and removes all their data. May be called more than once. */
  stop(): Promise<void>;
}

/** Unit: milliseconds. Generous, because a busy machine is slow, not broken. */
const startLimit = 90_000;
/** Another program may take a port between choosing and using it. */
const portAttempts = 3;

/**
 * Starts a real Kubernetes control plane on 127.0.0.1: etcd, API server with its default admission, controller manager,
 * scheduler, and kwok in place of nodes. Several can run side by side. When this process goes, however it goes, they go too.
 * @throws Error with the last log lines of the server that failed.
 */
export async function startLocalCluster(options: LocalClusterOptions = {}): Promise<LocalCluster> {
  const toolchain = options.toolchain ?? (await ensureParts(clusterParts));
  for (let attempt = 1; ; attempt++) {
    const cluster = new RunningCluster(toolchain, options);
    try {
      await cluster.start();
      return cluster;
    } catch (error) {
      const retry = attempt < portAttempts && cluster.lostPort();
      await cluster.stop();
      if (!retry) throw error;
    }
  }
}

class RunningCluster implements LocalCluster {
  server = "";
  kubeconfig = "";
  private readonly directory: string;
  private readonly running = new Map<ClusterPart, SupervisedProcess>();
  private api: KubernetesApi | undefined;
  private stopping: Promise<void> | undefined;
  private started = false;

  constructor(
    private readonly toolchain: Toolchain,
    private readonly options: LocalClusterOptions,
  ) {
    this.directory = mkdtempSync(join(tmpdir(), "service-mesh-cluster-"));
    watchdog.guardFolder(this.directory);
  }

  get processes(): Record<string, number> {
    return Object.fromEntries([...this.running].map(([part, server]) => [part, server.pid]));
  }

  async start(): Promise<void> {
    const [etcdClient = 0, etcdPeer = 0, apiServer = 0] = await (this.options.choosePorts ?? freePorts)(3);
    this.server = `https://127.0.0.1:${apiServer}`;
    mkdirSync(join(this.directory, "logs"));
    const files = await writeClusterFiles(join(this.directory, "files"), this.server);
    this.kubeconfig = files.kubeconfigs.administrator;
    const api = new KubernetesApi(this.server, files.authorityCertificate, files.administrator);
    this.api = api;
    const layout: ClusterLayout = {
      directory: this.directory,
      ports: { etcdClient, etcdPeer, apiServer },
      files,
    };
    // The API server waits for etcd by itself.
    await this.launch("etcd", layout);
    await this.launch("kube-apiserver", layout);
    await this.waitUntil("the API server to be ready", "kube-apiserver", () => isReady(api));
    for (const part of ["kube-controller-manager", "kube-scheduler", "kwok"] as const)
      await this.launch(part, layout);
    await this.prepare(api);
    this.started = true;
  }

  private async prepare(api: KubernetesApi): Promise<void> {
    const count = this.options.nodes ?? 3;
    await createFakeNodes(api, count);
    await this.waitUntil("the nodes to be ready", "kwok", () => nodesAreReady(api, count));
    // Without it pods in the namespace "default" would be refused.
    await this.waitUntil("the default service account", "kube-controller-manager", async () => {
      return (await api.get("/api/v1/namespaces/default/serviceaccounts/default")).status === 200;
    });
  }

  stop(): Promise<void> {
    this.stopping ??= this.stopAll();
    return this.stopping;
  }

  /** True when a server ended because its port was taken by somebody else. */
  lostPort(): boolean {
    return [...this.running.values()].some(
      (server) =>
        !server.isRunning &&
        lastLines(server.spec.logFile).some((line) => line.includes("address already in use")),
    );
  }

  private async launch(part: ClusterPart, layout: ClusterLayout): Promise<void> {
    const server = await SupervisedProcess.start({
      name: part,
      file: this.toolchain.path(part),
      args: componentArguments[part](layout),
      cwd: this.directory,
      // Nothing of the user's settings, such as ETCD_* variables or ~/.kwok, may change how the servers behave.
      environment: { PATH: process.env["PATH"], HOME: this.directory, TMPDIR: this.directory },
      logFile: join(this.directory, "logs", `${part}.log`),
    });
    this.running.set(part, server);
    void server.exited.then(() => {
      if (this.started && this.stopping === undefined)
        this.options.onFailure?.(server.failure("ended unexpectedly"));
    });
  }

  /** Waits for `condition`; a server that ends meanwhile fails the start at once. */
  private async waitUntil(
    what: string,
    responsible: ClusterPart,
    condition: () => Promise<boolean>,
  ): Promise<void> {
    this.options.onStep?.(`waiting for ${what}`);
    const deadline = Date.now() + startLimit;
    const ended = Promise.race([...this.running.values()].map((server) => server.exited.then(() => server)));
    for (;;) {
      // Not only between two questions: a server without its neighbour may keep a question open for long.
      const outcome = await Promise.race([condition().catch(() => false), ended]);
      if (outcome === true) return;
      if (outcome !== false) throw outcome.failure("did not start");
      if (Date.now() > deadline) {
        const server = this.running.get(responsible);
        throw server?.failure(`kept us waiting for ${what} for ${startLimit / 1000} s`) ?? new Error(what);
      }
      await delay(50);
    }
  }

  private async stopAll(): Promise<void> {
    this.api?.close();
    // Clients first; the API server hangs when etcd goes before it.
    const clients: ClusterPart[] = ["kwok", "kube-scheduler", "kube-controller-manager"];
    await Promise.all(
      clients.map(async (part) => {
        await this.running.get(part)?.stop(2_000);
      }),
    );
    await this.running.get("kube-apiserver")?.stop(5_000);
    await this.running.get("etcd")?.stop(3_000);
    rmSync(this.directory, { recursive: true, force: true });
    watchdog.releaseFolder(this.directory);
  }
}

async function isReady(api: KubernetesApi): Promise<boolean> {
  return (await api.get("/readyz")).status === 200;
}
