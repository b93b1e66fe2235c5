import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { KubeConfig, KubernetesObjectApi } from "@kubernetes/client-node";
import type { Context } from "mocha";
import { renderMesh } from "../../backends";
import { startLocalCluster, type LocalCluster } from "../../tools/cluster";
import { clusterParts } from "../../tools/cluster/components";
import { engineParts } from "../../tools/engine";
import { prepareStandInCharts } from "../../tools/quickstart/stand-in-charts";
import { ensureParts } from "../../tools/toolchain";
import { environments } from "../../stacks/environments";
import { checkout } from "../engine/environment-stack";
import { skipBecause } from "../support/skip";

const gatewayApi = join(checkout, "..", "shared", "crds", "gateway-api", "standard");

/** A Kubernetes API server, and charts of our own that bring the real CRDs to it. */
export interface CrdCluster {
  readonly kubeconfig: string;
  /** Folder of the charts. */
  readonly charts: string;
  /** Folder of the Gateway API's CRDs. */
  readonly gatewayApi: string;
  stop(): Promise<void>;
}

/** Starts one for a suite; skips the suite, saying why, where the CRDs are not on this machine. */
export async function crdCluster(context: Context): Promise<CrdCluster> {
  if (!existsSync(gatewayApi)) skipBecause(context, "../shared/crds is not on this machine");
  const toolchain = await ensureParts([...engineParts, ...clusterParts]);
  const charts = mkdtempSync(join(tmpdir(), "service-mesh-charts-"));
  const remove = (): void => {
    rmSync(charts, { recursive: true, force: true });
  };
  try {
    await prepareStandInCharts(charts, toolchain.helm, renderMesh(environments.development()).installation);
    const cluster: LocalCluster = await startLocalCluster({ toolchain });
    const stop = async (): Promise<void> => {
      await cluster.stop();
      remove();
    };
    return { kubeconfig: cluster.kubeconfig, charts, gatewayApi, stop };
  } catch (error) {
    remove();
    throw error;
  }
}

/** What is really there. */
export function apiOf(kubeconfig: string): KubernetesObjectApi {
  const config = new KubeConfig();
  config.loadFromFile(kubeconfig);
  return KubernetesObjectApi.makeApiClient(config);
}
