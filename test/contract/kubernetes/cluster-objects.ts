import {
  ApiException,
  KubeConfig,
  KubernetesObjectApi,
  PatchStrategy,
  type KubernetesObject,
} from "@kubernetes/client-node";

/** An object as JSON; the client library's own types are classes. */
export interface ObjectManifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string | undefined>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly [field: string]: unknown;
}

/** What other people do in the cluster, and what is really there. */
export class ClusterObjects {
  private readonly api: KubernetesObjectApi;

  constructor(kubeconfig: string) {
    const config = new KubeConfig();
    config.loadFromFile(kubeconfig);
    this.api = KubernetesObjectApi.makeApiClient(config);
  }

  /** Applies server-side as another manager. */
  async apply(object: ObjectManifest, fieldManager = "somebody-else"): Promise<void> {
    await this.api.patch(
      object as KubernetesObject,
      undefined,
      undefined,
      fieldManager,
      true,
      PatchStrategy.ServerSideApply,
    );
  }

  async delete(object: ObjectManifest): Promise<void> {
    await this.api.delete(object as KubernetesObject);
  }

  async get(
    apiVersion: string,
    kind: string,
    namespace: string | undefined,
    name: string,
  ): Promise<ObjectManifest | undefined> {
    try {
      const header = { apiVersion, kind, metadata: { name, ...(namespace !== undefined && { namespace }) } };
      return (await this.api.read(header)) as unknown as ObjectManifest;
    } catch (error) {
      if (error instanceof ApiException && error.code === 404) return undefined;
      throw error;
    }
  }
}
