import { ApiException, KubeConfig, KubernetesObjectApi } from "@kubernetes/client-node";
import type { RecordedResource } from "../engine";

interface ObjectInputs {
  readonly apiVersion?: unknown;
  readonly kind?: unknown;
  readonly metadata?: { readonly name?: unknown; readonly namespace?: unknown };
}

/** Looks up what a stack has recorded on the cluster it belongs to. */
export class ClusterObjects {
  private constructor(private readonly api: KubernetesObjectApi) {}

  /** On the cluster of a context of the user's kubeconfig. */
  static ofContext(context: string): ClusterObjects {
    const config = new KubeConfig();
    config.loadFromDefault();
    config.setCurrentContext(context);
    return new ClusterObjects(KubernetesObjectApi.makeApiClient(config));
  }

  /** On the cluster of a kubeconfig's current context. */
  static ofFile(kubeconfig: string): ClusterObjects {
    const config = new KubeConfig();
    config.loadFromFile(kubeconfig);
    return new ClusterObjects(KubernetesObjectApi.makeApiClient(config));
  }

  /** The Kubernetes provider's id of a resource whose object exists; nothing when it does not, or is no object. */
  async idOf({ type, inputs }: RecordedResource): Promise<string | undefined> {
    const { apiVersion, kind, metadata } = (inputs ?? {}) as ObjectInputs;
    const { name, namespace } = metadata ?? {};
    if (!type.startsWith("kubernetes:") || typeof name !== "string") return undefined;
    if (typeof apiVersion !== "string" || typeof kind !== "string") return undefined;
    const place = typeof namespace === "string" ? { namespace } : {};
    try {
      await this.api.read({ apiVersion, kind, metadata: { name, ...place } });
      return typeof namespace === "string" ? `${namespace}/${name}` : name;
    } catch (error) {
      if (error instanceof ApiException && error.code === 404) return undefined;
      // The kind itself may be unknown yet, and then the object does not exist either.
      if (error instanceof Error && /Unrecognized API version and kind/.test(error.message)) return undefined;
      throw error;
    }
  }
}
