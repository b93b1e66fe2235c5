import { rmSync } from "node:fs";
import { ClusterAccess, engineParts, type EngineStack } from "../engine";
import { ensureParts } from "../toolchain";
import { changeLines } from "./change-report";
import { ClusterObjects } from "./cluster-objects";
import type { QuickstartRequest } from "./command-line";
import { configurationOf, location } from "./configuration";
import { failed } from "./failed";
import { currentCluster } from "./kubeconfig";
import { definedMesh } from "./mesh-report";
import { placesOf, shown } from "./places";
import { reportText } from "./report";
import { rollOut, settle } from "./roll-out";
import { openStack } from "./stack";

/** Applies the mesh to the cluster of the current context. */
export async function quickstartCluster(request: QuickstartRequest): Promise<void> {
  const { environment, charts, gatewayApi } = request;
  const { mesh } = definedMesh(environment);
  const cluster = await currentCluster();
  const { context, server, version } = cluster;
  process.stdout.write(`Cluster: context ${context}, ${server}, Kubernetes ${version}\n`);
  const toolchain = await ensureParts(engineParts);
  const places = placesOf(environment, cluster.key);
  const configuration = configurationOf(environment, {
    mode: "cluster",
    directory: undefined,
    context,
    ...(charts !== undefined && { chartLocation: location(charts) }),
    ...(gatewayApi !== undefined && { gatewayApiLocation: location(gatewayApi) }),
  });
  const { stack, script } = await openStack(
    environment,
    toolchain,
    places,
    ClusterAccess.Inherited,
    configuration,
  );
  const objects = ClusterObjects.ofContext(context);
  await settle(stack, places.state, (resource) => objects.idOf(resource));
  if (request.destroy) {
    await destroy(stack, script);
    for (const folder of [places.state, places.stack]) rmSync(folder, { recursive: true, force: true });
    return;
  }
  const done = await rollOut("up", (options) => stack.up(options));
  if (!done.result.succeeded) throw failed(done.result, environment, script);
  const option = environment === "development" ? "" : ` --environment ${environment}`;
  const text = reportText({
    mesh,
    rollOut: done,
    toolchain,
    places: [`context ${context}, ${server}`, `${shown(places.state)}: state, private keys encrypted`],
    notes: [],
    getMissing: "",
    next: [
      [`npm run quickstart -- --cluster${option}`, "again: changes nothing"],
      [`kubectl --context ${context} get servers,authorizationpolicies -A`, "what decides on access"],
      [`npm run quickstart -- --cluster${option} --destroy`, "take everything away again"],
    ],
  });
  process.stdout.write(`${text}\n`);
}

async function destroy(stack: EngineStack, script: string): Promise<void> {
  const { result } = await rollOut("destroy", (options) => stack.destroy(options));
  if (!result.succeeded) throw failed(result, stack.name, script);
  await stack.remove();
  process.stdout.write(`${changeLines(result).join("\n")}\nThe stack and its keys are gone.\n`);
}
