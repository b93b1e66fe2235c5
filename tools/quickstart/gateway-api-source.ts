import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { GatewayApiPlan } from "../../backends";
import { runCommand } from "../toolchain/run-command";
import { answers } from "./reachable";
import { checkout } from "./places";

/** Where something comes from that the definition names an address for. */
export interface Source {
  /** What to configure in place of the definition's own; nothing when that one serves. */
  readonly location: string | undefined;
  /** A line for the user when it is not the definition's own. */
  readonly note: string | undefined;
}

/** Unit: milliseconds. */
const timeLimit = 120_000;

/**
 * Finds the Gateway API CRDs: at the address of the plan, else in the project's Go module, which may be within reach where the
 * address is not, else in a folder beside this checkout. Where none has them, the engine will say so.
 */
export async function gatewayApiSource(plan: GatewayApiPlan): Promise<Source> {
  const own = { location: undefined, note: undefined };
  if (!/^https?:/.test(plan.location) || (await answers(plan.location))) return own;
  const reason = `${plan.location} does not answer`;
  const module = await fromGoModule(plan);
  if (module !== undefined)
    return {
      location: module,
      note: `Gateway API ${plan.version}: from the Go module sigs.k8s.io/gateway-api, because ${reason}`,
    };
  const beside = join(checkout, "..", "shared", "crds", "gateway-api", plan.channel);
  if (!existsSync(beside)) return own;
  return { location: beside, note: `Gateway API: from ${beside}, because ${reason}` };
}

async function fromGoModule({ version, channel }: GatewayApiPlan): Promise<string | undefined> {
  const folder = mkdtempSync(join(tmpdir(), "service-mesh-gateway-api-"));
  try {
    const args = ["mod", "download", "-json", `sigs.k8s.io/gateway-api@v${version}`];
    const { code, stdout } = await runCommand("go", args, { cwd: folder, timeLimit });
    if (code !== 0) return undefined;
    const { Dir } = JSON.parse(stdout) as { Dir?: string };
    const definitions = join(Dir ?? "", "config", "crd", channel);
    return Dir !== undefined && existsSync(definitions) ? definitions : undefined;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
