import { mkdirSync } from "node:fs";
import { type ClusterAccess, engineEnvironment, EngineStack } from "../engine";
import type { Toolchain } from "../toolchain";
import type { Configuration } from "./configuration";
import { writeEnvironmentScript } from "./environment-script";
import { checkout, type Places } from "./places";

export interface OpenStack {
  readonly stack: EngineStack;
  /** Script with which a shell works on the same stack. */
  readonly script: string;
}

/** The stack of an environment, ready to run. */
export async function openStack(
  environment: string,
  toolchain: Toolchain,
  places: Places,
  cluster: ClusterAccess | { readonly kubeconfig: string },
  configuration: Configuration,
): Promise<OpenStack> {
  mkdirSync(places.state, { recursive: true, mode: 0o700 });
  const variables = engineEnvironment(toolchain, { stateDirectory: places.state, cluster });
  const stack = new EngineStack({
    environment: variables,
    project: checkout,
    stack: environment,
    folder: places.stack,
  });
  await stack.open(configuration);
  return { stack, script: writeEnvironmentScript(places.stack, variables) };
}
