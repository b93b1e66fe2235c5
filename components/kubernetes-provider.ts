import { resolve } from "node:path";
import { Provider } from "@pulumi/kubernetes/provider";
import * as pulumi from "@pulumi/pulumi";
import { childRoles, roleName } from "./names";
import type { Predecessor } from "./ordering";
import type { ClusterAccess } from "./preflight/look-up";
import { checkTarget, TargetMode, type TargetArgs } from "./target";

/** Where a component's objects go. */
export interface Destination {
  readonly mode: TargetMode;
  /** The one Kubernetes provider of the component and everything below it. */
  readonly provider: pulumi.ProviderResource;
  /** The cluster, where the component itself says which and the program knows it; nothing with a provider from outside. */
  readonly cluster: ClusterAccess | undefined;
}

/**
 * The Kubernetes provider that a component inherits or was given, else a new one for its target.
 * @param after What a new provider, and with it everything that it applies, waits for.
 * @throws MeshInputError when the target contradicts itself
 */
export function destinationOf(
  component: pulumi.ComponentResource,
  name: string,
  target: TargetArgs | undefined,
  after: readonly Predecessor[] = [],
): Destination {
  const inherited = component.getProvider("kubernetes:core/v1:Namespace");
  const mode = checkTarget(target, inherited !== undefined);
  if (inherited !== undefined) return { mode, provider: inherited, cluster: undefined };
  const provider = newProvider(component, name, mode, target ?? {}, after);
  return { mode, provider, cluster: mode === TargetMode.Cluster ? knownCluster(target ?? {}) : undefined };
}

function knownCluster({ kubeconfig, context }: TargetArgs): ClusterAccess | undefined {
  return kubeconfig === undefined || typeof kubeconfig === "string" ? { kubeconfig, context } : undefined;
}

function newProvider(
  component: pulumi.ComponentResource,
  name: string,
  mode: TargetMode,
  { directory, kubeconfig, context }: TargetArgs,
  after: readonly Predecessor[],
): Provider {
  const destination =
    mode === TargetMode.Rendered
      ? // An explicit kubeconfig keeps the SDK from taking the environment's, which means nothing for files.
        { renderYamlToDirectory: resolve(directory ?? ""), kubeconfig: "" }
      : {
          ...(kubeconfig !== undefined && { kubeconfig: pulumi.secret(kubeconfig) }),
          ...(context !== undefined && { context }),
        };
  return new Provider(
    roleName(name, childRoles.kubernetes),
    {
      ...destination,
      enableServerSideApply: true,
      // Secrets and bundles have fixed names: replacing them would be a moment without them.
      enableSecretMutable: true,
      enableConfigMapMutable: true,
    },
    { parent: component, dependsOn: [...after] },
  );
}
