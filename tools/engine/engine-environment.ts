import { join, resolve } from "node:path";
import { pulumiEnvironment, type PartName, type Toolchain } from "../toolchain";

/** The programs without which no stack of this repository can be rolled out. */
export const engineParts: readonly PartName[] = [
  "pulumi",
  "pulumi-language-nodejs",
  "provider-kubernetes",
  "provider-tls",
  "provider-random",
  "helm",
];

/** Which cluster the engine's providers see. */
export const ClusterAccess = {
  /** None: while files are rendered, a provider that reaches a cluster would write them in previews already. */
  None: "none",
  /** The one that kubectl would take. */
  Inherited: "inherited",
} as const;
export type ClusterAccess = (typeof ClusterAccess)[keyof typeof ClusterAccess];

export interface EngineEnvironmentOptions {
  /** Folder of the state, the engine's own settings and the passphrase. */
  readonly stateDirectory: string;
  readonly cluster: ClusterAccess | { readonly kubeconfig: string };
}

/** The environment in which the engine works on a file backend with the programs of the toolchain. */
export function engineEnvironment(
  toolchain: Toolchain,
  { stateDirectory, cluster }: EngineEnvironmentOptions,
): NodeJS.ProcessEnv {
  const environment = pulumiEnvironment(toolchain, { stateDirectory });
  return {
    ...environment,
    PULUMI_SERVICE_MESH_HELM: toolchain.helm,
    ...(cluster === ClusterAccess.None && { KUBECONFIG: join(resolve(stateDirectory), "no-kubeconfig") }),
    ...(typeof cluster === "object" && { KUBECONFIG: cluster.kubeconfig }),
  };
}
