import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { RenderedMesh } from "../../backends";
import { startLocalCluster, type LocalCluster } from "../cluster";
import { clusterParts } from "../cluster/components";
import { engineParts } from "../engine";
import { watchdog } from "../supervision/watchdog";
import { createProgress, ensureParts, type Toolchain } from "../toolchain";
import { formatSeconds } from "../toolchain/progress";
import type { QuickstartRequest } from "./command-line";
import { configurationOf, location } from "./configuration";
import { failed } from "./failed";
import { gatewayApiSource } from "./gateway-api-source";
import { definedMesh } from "./mesh-report";
import { checkout } from "./places";
import { reportText } from "./report";
import { rollOut, type RollOut } from "./roll-out";
import { openStack } from "./stack";
import { StandInApplication } from "./stand-in-application";
import { prepareStandInCharts } from "./stand-in-charts";
import { untilEnded } from "./until-ended";

/** Applies the mesh to a Kubernetes API server of its own, which lives as long as this command. */
export async function quickstartLocalCluster(request: QuickstartRequest): Promise<void> {
  const defined = definedMesh(request.environment);
  const toolchain = await ensureParts([...engineParts, ...clusterParts]);
  const folder = temporaryFolder(request.environment);
  try {
    const sources = await findSources(request, defined, toolchain, folder);
    const ending = untilEnded();
    const cluster = await start(toolchain, ending.fail);
    try {
      const outcome = await bringUp({ request, defined, toolchain, folder, cluster, sources });
      process.stdout.write(`${outcome}\n`);
      if (request.once) return;
      process.stderr.write("The cluster runs until Ctrl-C; then it is gone with everything in it.\n");
      await ending.ended;
    } finally {
      process.stderr.write("Stopping the cluster ...\n");
      await cluster.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
    watchdog.releaseFolder(folder);
  }
}

/** The stack's state is worth nothing without its cluster, and goes with it. */
function temporaryFolder(environment: string): string {
  const parent = join(checkout, ".mesh", environment);
  mkdirSync(parent, { recursive: true, mode: 0o700 });
  const folder = mkdtempSync(join(parent, "local-cluster-"));
  watchdog.guardFolder(folder);
  return folder;
}

async function start(toolchain: Toolchain, onFailure: (error: Error) => void): Promise<LocalCluster> {
  const started = Date.now();
  const progress = createProgress(process.stderr);
  const cluster = await startLocalCluster({
    toolchain,
    onFailure,
    onStep: (text) => {
      progress.working("cluster", text);
    },
  });
  progress.done(
    "cluster",
    `ready at ${cluster.server} after ${formatSeconds((Date.now() - started) / 1000)}`,
  );
  return cluster;
}

interface Sources {
  readonly charts: string;
  readonly gatewayApi: string | undefined;
  readonly notes: readonly string[];
}

async function findSources(
  { charts, gatewayApi }: QuickstartRequest,
  { installation }: RenderedMesh,
  toolchain: Toolchain,
  folder: string,
): Promise<Sources> {
  const plan = installation.gatewayApi;
  const found = gatewayApi === undefined && plan !== undefined ? await gatewayApiSource(plan) : undefined;
  const notes = found?.note === undefined ? [] : [found.note];
  const routes = gatewayApi === undefined ? found?.location : location(gatewayApi);
  if (charts !== undefined) return { charts: location(charts), gatewayApi: routes, notes };
  const standIns = join(folder, "charts");
  mkdirSync(standIns);
  const crds = await prepareStandInCharts(standIns, toolchain.helm, installation);
  return {
    charts: standIns,
    gatewayApi: routes,
    notes: [
      ...notes,
      `CRDs of the mesh: from ${crds}`,
      "control plane: a stand-in, for no program runs on this cluster; policies are checked by the CRDs and kept, and nobody enforces them",
    ],
  };
}

interface LocalRun {
  readonly request: QuickstartRequest;
  readonly defined: RenderedMesh;
  readonly toolchain: Toolchain;
  readonly folder: string;
  readonly cluster: LocalCluster;
  readonly sources: Sources;
}

async function bringUp(run: LocalRun): Promise<string> {
  const { request, defined, toolchain, cluster, sources } = run;
  const application = new StandInApplication(defined.mesh, cluster.kubeconfig);
  if (application.comesFirst) await application.create();
  const done = await applyMesh(run);
  await application.create();
  const deployments = await application.ready();
  return reportText({
    mesh: defined.mesh,
    rollOut: done,
    toolchain,
    places: [
      `cluster at ${cluster.server}; in another terminal: export KUBECONFIG=${cluster.kubeconfig}`,
      `application: ${String(deployments)} stand-in Deployments, all ready`,
    ],
    notes: sources.notes,
    getMissing: "",
    next: request.once
      ? [["npm run quickstart -- --local-cluster", "the same, kept until Ctrl-C"]]
      : [
          ["kubectl get servers,authorizationpolicies,httproutes,grpcroutes -A", "what the mesh is made of"],
          ["kubectl get deployments,services -A", "the application"],
        ],
  });
}

async function applyMesh({ request, toolchain, folder, cluster, sources }: LocalRun): Promise<RollOut> {
  const { environment } = request;
  const configuration = configurationOf(environment, {
    mode: "cluster",
    directory: undefined,
    context: undefined,
    kubeconfig: undefined,
    chartLocation: sources.charts,
    ...(sources.gatewayApi !== undefined && { gatewayApiLocation: sources.gatewayApi }),
  });
  const places = { state: join(folder, "state"), stack: join(folder, "stack"), manifests: "" };
  const { stack, script } = await openStack(environment, toolchain, places, cluster, configuration);
  const done = await rollOut("up", (options) => stack.up(options));
  if (!done.result.succeeded) throw failed(done.result, environment, script);
  return done;
}
