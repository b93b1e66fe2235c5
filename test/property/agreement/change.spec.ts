import assert from "node:assert/strict";
import fc from "fast-check";
import type { MeshRequest } from "../../../analysis";
import { checkMesh, renderMesh } from "../../../backends";
import { readCluster } from "../../../backends/linkerd/interpreter";
import type { MeshDefinition } from "../../../model";
import { linkerdAnswer, modelAnswer, type Answer } from "./answers";
import { ruleFor } from "./arbitrary-access";
import { arbitraryMesh } from "./arbitrary-mesh";
import { arbitraryRequest, requestIn } from "./arbitrary-request";
import { repair } from "./repair";
import { propertyRuns } from "./runs";
import { shuffled } from "./shuffle";
import { clusterOf } from "./workloads";

const requests = fc.array(arbitraryRequest, { minLength: 20, maxLength: 20 });

type Asker = (request: MeshRequest) => readonly [model: Answer, linkerd: Answer];

function ask(definition: MeshDefinition): Asker {
  const { mesh, objects } = renderMesh(definition);
  const cluster = readCluster(clusterOf(mesh, objects));
  return (request) => [modelAnswer(mesh, request), linkerdAnswer(mesh, cluster, request)];
}

describe("a definition that is written in another order", () => {
  it("decides the same, by itself and on Linkerd", () => {
    fc.assert(
      fc.property(arbitraryMesh, requests, fc.nat(), (random, sketches, seed) => {
        const definition = repair(random);
        fc.pre(definition !== undefined);
        const { mesh } = renderMesh(definition);
        const [before, after] = [ask(definition), ask(shuffled(definition, seed))];
        for (const sketch of sketches) {
          const request = requestIn(mesh, sketch);
          if (request) assert.deepEqual(after(request), before(request), JSON.stringify(definition));
        }
      }),
      propertyRuns(0.2),
    );
  });
});

/** One rule more for a service that has rules. Where it says none, its namespace's default is replaced by the first. */
function withRule(definition: MeshDefinition, service: number, rule: object): MeshDefinition | undefined {
  const ids = Object.keys(definition.services).filter((id) => definition.services[id]?.allow !== undefined);
  const id = ids[service % Math.max(1, ids.length)];
  const chosen = id === undefined ? undefined : definition.services[id];
  if (id === undefined || !chosen) return undefined;
  const allow = [...(chosen.allow ?? []), rule];
  const grown = { ...definition, services: { ...definition.services, [id]: { ...chosen, allow } } };
  return checkMesh(grown).length === 0 ? grown : undefined;
}

describe("a rule that is added", () => {
  it("takes no access away, in the definition or on Linkerd", () => {
    const additions = arbitraryMesh.chain((mesh) => {
      const ids = Object.keys(mesh.services);
      return fc.tuple(fc.constant(mesh), fc.oneof(ruleFor("http", ids), ruleFor("grpc", ids)), fc.nat(100));
    });
    fc.assert(
      fc.property(additions, requests, ([random, rule, service], sketches) => {
        const definition = repair(random);
        const grown = definition && withRule(definition, service, rule);
        fc.pre(definition !== undefined && grown !== undefined);
        const { mesh } = renderMesh(definition);
        const [before, after] = [ask(definition), ask(grown)];
        for (const sketch of sketches) {
          const request = requestIn(mesh, sketch);
          if (!request) continue;
          const lost = before(request).some(
            (answer, side) => answer.allowed && !after(request)[side]?.allowed,
          );
          assert.ok(
            !lost,
            `${JSON.stringify(request)}\nin ${JSON.stringify(definition)}\nwith ${JSON.stringify(rule)}`,
          );
        }
      }),
      propertyRuns(0.4),
    );
  });
});
