import { setTimeout as delay } from "node:timers/promises";
import {
  ApiException,
  KubeConfig,
  KubernetesObjectApi,
  type KubernetesObject,
} from "@kubernetes/client-node";
import { NamespaceManagement, type ResolvedMesh, type ResolvedService } from "../../model";
import { QuickstartError } from "./quickstart-error";

/** Unit: milliseconds. */
const readyLimit = 120_000;

interface Deployment extends KubernetesObject {
  readonly spec?: { readonly replicas?: number };
  readonly status?: { readonly readyReplicas?: number };
}

/**
 * An application as a definition describes it, without its programs: service accounts, Services and Deployments, whose pods
 * become ready although nothing runs in them.
 */
export class StandInApplication {
  private readonly api: KubernetesObjectApi;

  constructor(
    private readonly mesh: ResolvedMesh,
    kubeconfig: string,
  ) {
    const config = new KubeConfig();
    config.loadFromFile(kubeconfig);
    this.api = KubernetesObjectApi.makeApiClient(config);
  }

  /** Whether the mesh expects it to be there before; else the mesh brings its namespaces itself. */
  get comesFirst(): boolean {
    return this.mesh.namespaces.some(({ management }) => management === NamespaceManagement.Existing);
  }

  /** Creates what is not there yet. */
  async create(): Promise<void> {
    const { namespaces, services } = this.mesh;
    const owned = namespaces.filter(({ management }) => management === NamespaceManagement.Existing);
    await this.createAll(
      owned.map(({ name }) => ({ apiVersion: "v1", kind: "Namespace", metadata: { name } })),
    );
    await this.createAll(services.flatMap(serviceAccountOf));
    await this.createAll(services.flatMap((service) => [...serviceOf(service), deploymentOf(service)]));
  }

  /**
   * Waits until all pods are ready.
   * @returns number of Deployments
   * @throws QuickstartError when it takes too long
   */
  async ready(): Promise<number> {
    const deadline = Date.now() + readyLimit;
    for (const { name, namespace } of this.mesh.services) {
      while (!(await this.isReady(name, namespace))) {
        if (Date.now() > deadline)
          throw new QuickstartError(
            `Deployment ${namespace}/${name} was not ready within ${String(readyLimit / 1000)} s. See \`kubectl describe\` on it.`,
          );
        await delay(250);
      }
    }
    return this.mesh.services.length;
  }

  private async isReady(name: string, namespace: string): Promise<boolean> {
    const deployment: Deployment = await this.api.read({
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name, namespace },
    });
    return (deployment.status?.readyReplicas ?? 0) >= (deployment.spec?.replicas ?? 1);
  }

  private async createAll(objects: readonly KubernetesObject[]): Promise<void> {
    await Promise.all(objects.map((object) => this.createOne(object)));
  }

  private async createOne(object: KubernetesObject): Promise<void> {
    try {
      await this.api.create(object);
    } catch (error) {
      if (!(error instanceof ApiException) || error.code !== 409) throw error;
    }
  }
}

function serviceAccountOf({ serviceAccount, namespace }: ResolvedService): object[] {
  // Kubernetes makes this one itself.
  if (serviceAccount === "default") return [];
  return [{ apiVersion: "v1", kind: "ServiceAccount", metadata: { name: serviceAccount, namespace } }];
}

function serviceOf({ name, namespace, selector, ports }: ResolvedService): object[] {
  if (ports.length === 0) return [];
  const servicePorts = ports.map(({ port, targetPort }) => ({
    name: `port-${String(port)}`,
    port,
    targetPort,
  }));
  return [
    {
      apiVersion: "v1",
      kind: "Service",
      metadata: { name, namespace },
      spec: { selector, ports: servicePorts },
    },
  ];
}

function deploymentOf({
  name,
  namespace,
  selector,
  serviceAccount,
  ports,
  replicas,
}: ResolvedService): object {
  const containerPorts = ports.map(({ targetPort }) => ({ containerPort: targetPort }));
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name, namespace },
    spec: {
      replicas,
      selector: { matchLabels: selector },
      template: {
        metadata: { labels: selector },
        spec: {
          serviceAccountName: serviceAccount,
          containers: [{ name: "server", image: `stand-in.example/${name}`, ports: containerPorts }],
        },
      },
    },
  };
}
