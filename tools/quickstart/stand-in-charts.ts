import { cpSync, existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { InstallationPlan } from "../../backends";
import { failureOf, runCommand } from "../toolchain/run-command";
import { checkout } from "./places";
import { QuickstartError } from "./quickstart-error";

const fixtures = join(checkout, "test", "fixtures", "charts");
const crdsBeside = join(checkout, "..", "shared", "crds", "linkerd");
const crdsChart = "linkerd-crds";
const controlPlaneChart = "linkerd-control-plane";
/** Unit: milliseconds. */
const timeLimit = 120_000;

/**
 * Charts for a cluster in which no program runs. A real control plane would be of no use there, and its admission webhooks
 * would be asked and never answer: a stand-in takes its place. The CRDs are the mesh's own.
 * @param folder Where the charts are put.
 * @returns where the CRDs come from
 * @throws QuickstartError when the mesh's CRDs cannot be had
 */
export async function prepareStandInCharts(
  folder: string,
  helm: string,
  plan: Pick<InstallationPlan, "defaultRepository" | "version">,
): Promise<string> {
  cpSync(join(fixtures, controlPlaneChart), join(folder, controlPlaneChart), { recursive: true });
  const { defaultRepository, version } = plan;
  const args = [
    "pull",
    crdsChart,
    "--repo",
    defaultRepository,
    "--version",
    version,
    "--untar",
    "--destination",
    folder,
  ];
  const pulled = await runCommand(helm, args, { cwd: folder, timeLimit });
  if (pulled.code === 0) return `chart ${crdsChart} ${version} of ${defaultRepository}`;
  if (existsSync(crdsBeside)) {
    addDefinitions(folder, crdsBeside);
    return crdsBeside;
  }
  throw new QuickstartError(
    `The mesh's CRDs cannot be had: ${failureOf(pulled)}. Without them the API server refuses every policy. ` +
      "Name a mirror or a folder of the mesh's charts (--charts LOCATION), or run without --local-cluster.",
  );
}

/** Adds definitions to the chart of our own that stands in for the mesh's. */
export function addDefinitions(folder: string, definitions: string): void {
  const chart = join(folder, crdsChart);
  cpSync(join(fixtures, crdsChart), chart, { recursive: true });
  for (const file of readdirSync(definitions).filter((name) => name.endsWith(".yaml")))
    cpSync(join(definitions, file), join(chart, "definitions", file));
}
