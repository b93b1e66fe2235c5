import { rmSync } from "node:fs";
import type { RenderedMesh } from "../../backends";
import { ClusterAccess, engineParts, type EngineStack } from "../engine";
import { ensureParts } from "../toolchain";
import { changeLines } from "./change-report";
import type { QuickstartRequest } from "./command-line";
import { configurationOf, location } from "./configuration";
import { failed } from "./failed";
import { gatewayApiSource, type Source } from "./gateway-api-source";
import { definedMesh } from "./mesh-report";
import { placesOf, shown, type Places } from "./places";
import { renderedFiles, restoreFiles } from "./rendered-files";
import { reportText } from "./report";
import { rollOut, settle } from "./roll-out";
import { openStack } from "./stack";

/** Renders the mesh's objects to a folder; no cluster is asked. */
export async function quickstartRendered(request: QuickstartRequest): Promise<void> {
  const { environment, charts } = request;
  const defined = definedMesh(environment);
  const toolchain = await ensureParts(engineParts);
  const places = placesOf(environment);
  const gatewayApi = await chosenGatewayApi(request, defined);
  const configuration = configurationOf(environment, {
    mode: "rendered",
    directory: places.manifests,
    context: undefined,
    kubeconfig: undefined,
    ...(charts !== undefined && { chartLocation: location(charts) }),
    ...(gatewayApi.location !== undefined && { gatewayApiLocation: gatewayApi.location }),
  });
  const { stack, script } = await openStack(
    environment,
    toolchain,
    places,
    ClusterAccess.None,
    configuration,
  );
  // Nothing outlives a killed run but files, and they are written again.
  const recorded = await settle(stack, places.state, () => Promise.resolve(undefined));
  if (request.destroy) return destroyRendered(stack, places, script);
  if (await restoreFiles(stack, recorded, places.manifests))
    process.stderr.write(`Files are missing in ${shown(places.manifests)}: writing all of them again.\n`);
  const done = await rollOut("up", (options) => stack.up(options));
  if (!done.result.succeeded) throw failed(done.result, environment, script);
  const text = reportText({
    mesh: defined.mesh,
    rollOut: done,
    toolchain,
    places: [
      `${shown(places.manifests)}: ${String(renderedFiles(places.manifests).length)} files, CRDs in 0-crd/, the rest in 1-manifest/`,
      `${shown(places.state)}: state; private keys are only here, encrypted`,
    ],
    notes: gatewayApi.note === undefined ? [] : [gatewayApi.note],
    getMissing:
      "Get them: npm run quickstart -- --charts LOCATION (a mirror, https://... or oci://..., or a folder that holds the charts)",
    next: [
      [
        "npm run quickstart",
        "again: changes nothing. Edit stacks/development.ts first, and it does exactly that",
      ],
      ["npm run quickstart -- --local-cluster", "the same on a real Kubernetes API server on this machine"],
      ["npm run quickstart -- --cluster", "the same on your current kubeconfig context"],
      [`. ${shown(script)}`, "then pulumi works on this stack by hand, for example:"],
      [
        `pulumi stack output secretManifests --show-secrets --stack ${environment} | kubectl apply --server-side -f -`,
        "the Secrets, which are in no file",
      ],
      ["npm run quickstart -- --destroy", "take everything away again"],
      ["npm test", "all tests"],
    ],
  });
  process.stdout.write(`${text}\n`);
}

async function chosenGatewayApi(
  { gatewayApi }: QuickstartRequest,
  { installation }: RenderedMesh,
): Promise<Source> {
  if (gatewayApi !== undefined) return { location: location(gatewayApi), note: undefined };
  const plan = installation.gatewayApi;
  return plan === undefined ? { location: undefined, note: undefined } : gatewayApiSource(plan);
}

async function destroyRendered(stack: EngineStack, places: Places, script: string): Promise<void> {
  const { result } = await rollOut("destroy", (options) => stack.destroy(options));
  if (!result.succeeded) throw failed(result, stack.name, script);
  await stack.remove();
  for (const folder of [places.state, places.stack, places.manifests])
    rmSync(folder, { recursive: true, force: true });
  process.stdout.write(`${changeLines(result).join("\n")}\nThe stack, its keys and its files are gone.\n`);
}
