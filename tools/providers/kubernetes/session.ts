import type { EngineLog } from "../shared/engine-log";
import type { ObjectClient } from "./api/object-client";
import type { WatchHub } from "./api/watch-hub";
import type { Settings } from "./configuration/settings";
import { builtInScope, type ServerVersion } from "./object/built-in-kinds";
import { type GroupVersionKind } from "./object/group-version-kind";
import { isCustomResourceDefinition, stringAt, type Manifest } from "./object/manifest";

/** A cluster that answered. */
export interface Cluster {
  readonly objects: ObjectClient;
  readonly watches: WatchHub;
  readonly version: ServerVersion;
  /** As the server spells it: `v1.36.3`. */
  readonly gitVersion: string;
  /** A kubeconfig with this cluster alone, for programs that connect on their own. */
  readonly kubeconfig: Readonly<Record<string, unknown>>;
}

/** What one run of the provider knows: its settings, its cluster, and what the program has declared so far. */
export class Session {
  /** Cluster-scoped or not, by `<group>/<Kind>`, of the CustomResourceDefinitions that the program declares. */
  private readonly declaredScopes = new Map<string, boolean>();
  private readonly interruption = new AbortController();

  constructor(
    readonly settings: Settings,
    /** Namespace of objects that name none; empty where no kubeconfig could be read. */
    readonly defaultNamespace: string,
    readonly log: EngineLog,
    /** Undefined while rendering, or where the cluster cannot be reached. */
    readonly cluster: Cluster | undefined,
    /** Why there is no cluster. */
    readonly unreachableReason: string,
  ) {}

  get rendering(): boolean {
    return this.settings.renderDirectory !== "";
  }

  /** Aborted when the user interrupts the run. */
  get interrupted(): AbortSignal {
    return this.interruption.signal;
  }

  interrupt(): void {
    this.interruption.abort();
  }

  /** @throws Error where there is no cluster, saying why. */
  requireCluster(): Cluster {
    if (this.cluster === undefined) {
      throw new Error(`configured Kubernetes cluster is unreachable: ${this.unreachableReason}`);
    }
    return this.cluster;
  }

  /** Remembers a definition, so that its kind is understood before the API server has it. */
  declareCustomResource(definition: Manifest): void {
    if (!isCustomResourceDefinition(definition)) return;
    const key = `${stringAt(definition, "spec", "group")}/${stringAt(definition, "spec", "names", "kind")}`;
    this.declaredScopes.set(key, stringAt(definition, "spec", "scope") === "Namespaced");
  }

  /** Whether objects of the kind live in a namespace; undefined where nobody can tell yet. */
  async isNamespaced(kind: GroupVersionKind): Promise<boolean | undefined> {
    const known = builtInScope(kind) ?? this.declaredScopes.get(`${kind.group}/${kind.kind}`);
    if (known !== undefined) return known;
    if (this.cluster === undefined) return undefined;
    try {
      return (await this.cluster.objects.discovery.resource(kind)).namespaced;
    } catch {
      return undefined;
    }
  }

  /** Whether the API server has the kind now. */
  async isServed(kind: GroupVersionKind): Promise<boolean> {
    try {
      return (await this.cluster?.objects.discovery.has(kind)) ?? false;
    } catch {
      return false;
    }
  }
}
