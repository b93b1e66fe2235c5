import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { engineEnvironment, engineParts, EngineStack, type ClusterAccess } from "../../tools/engine";
import { ensureParts } from "../../tools/toolchain";

export const checkout = join(__dirname, "..", "..");
const fixtures = join(checkout, "test", "fixtures");

/** Where the example's stacks find charts and CRDs that are always there. */
export const fixtureSources = {
  "service-mesh:chartLocation": join(fixtures, "charts"),
  "service-mesh:gatewayApiLocation": join(fixtures, "gateway-api"),
};

/** A stack of the example's own project, as `pulumi up` runs it. */
export interface EnvironmentStack {
  readonly stack: EngineStack;
  /** Folder of this stack alone. */
  readonly folder: string;
  /** Folder of the state. */
  readonly state: string;
  /** Folder of the rendered files. */
  readonly manifests: string;
  close(): void;
}

export interface EnvironmentStackOptions {
  readonly environment: string;
  readonly cluster: ClusterAccess | { readonly kubeconfig: string };
  /** Write the state only at the end: quicker, but a killed run leaves nothing to recover. */
  readonly skipCheckpoints?: boolean;
}

export async function environmentStack(options: EnvironmentStackOptions): Promise<EnvironmentStack> {
  const toolchain = await ensureParts(engineParts);
  const folder = mkdtempSync(join(tmpdir(), `service-mesh-${options.environment}-`));
  const state = join(folder, "state");
  const variables = engineEnvironment(toolchain, { stateDirectory: state, cluster: options.cluster });
  const stack = new EngineStack({
    environment: {
      ...variables,
      ...(options.skipCheckpoints === true && { PULUMI_SKIP_CHECKPOINTS: "true" }),
    },
    project: checkout,
    stack: options.environment,
    folder: join(folder, "stack"),
  });
  return {
    stack,
    folder,
    state,
    manifests: join(folder, "manifests"),
    close: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
