import assert from "node:assert/strict";
import { join } from "node:path";
import { backends, manifestKey, renderMesh } from "../../backends";
import { CrdSchemas, sharedCrds } from "../support/crd-schemas";
import { goldenCases, renderCase } from "../support/golden-cases";

/** Folders of CRDs that a cluster with the mesh has, besides the Gateway API's. */
const foldersOf: Readonly<Record<string, readonly string[]>> = {
  linkerd: ["linkerd"],
};

/** Kinds that every cluster has without a CRD. */
const builtIn = [
  "v1/ConfigMap",
  "v1/Namespace",
  "v1/Service",
  "apps/v1/Deployment",
  "apps/v1/StatefulSet",
  "apps/v1/DaemonSet",
  "batch/v1/CronJob",
];

for (const backend of Object.keys(backends)) {
  describe(`objects for ${backend}`, () => {
    const byChannel = new Map<string, CrdSchemas>();

    before(() => {
      for (const channel of ["standard", "experimental"]) {
        const folders = [...(foldersOf[backend] ?? []), `gateway-api/${channel}`];
        byChannel.set(channel, new CrdSchemas(folders.map((folder) => join(sharedCrds, folder))));
      }
    });

    for (const golden of goldenCases().filter((candidate) => candidate.backend === backend)) {
      if (renderCase(golden).has("problems.txt")) continue;

      it(`are accepted by its CRDs: ${golden.name}`, () => {
        const { mesh, objects } = renderMesh(golden.input);
        const schemas = byChannel.get(mesh.controlPlane.gatewayApi.channel);
        const refused = objects.flatMap(({ manifest }) => {
          const refusals = schemas?.refusals(manifest);
          if (refusals === undefined && builtIn.includes(`${manifest.apiVersion}/${manifest.kind}`))
            return [];
          return (refusals ?? ["is of a kind that no CRD declares"]).map(
            (text) => `${manifestKey(manifest)}: ${text}`,
          );
        });
        assert.deepEqual(refused, []);
      });
    }
  });
}
