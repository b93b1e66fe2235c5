import type { Context } from "mocha";
import { clusterParts, startLocalCluster, type LocalCluster } from "../../../tools/cluster";
import { ensureParts, ToolchainError } from "../../../tools/toolchain";
import { skipBecause } from "../../support/skip";

/** Unit: milliseconds. The first run on a machine builds what the cluster consists of. */
export const clusterStartLimit = 40 * 60_000;

/** A cluster for one suite; skips it, saying why, where none can be had. */
export async function clusterFor(context: Context): Promise<LocalCluster> {
  context.timeout(clusterStartLimit);
  try {
    const toolchain = await ensureParts(clusterParts);
    return await startLocalCluster({ toolchain });
  } catch (error) {
    if (error instanceof ToolchainError) skipBecause(context, error.message);
    throw error;
  }
}
