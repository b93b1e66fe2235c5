import assert from "node:assert/strict";
import fc from "fast-check";
import { decideScrape } from "../../../analysis";
import { renderMesh } from "../../../backends";
import {
  decideInbound,
  inboundPolicy,
  injectPod,
  notInterpreted,
  readCluster,
  serviceAccountIdentity,
} from "../../../backends/linkerd/interpreter";
import { linkerdAnswer, modelAnswer } from "./answers";
import { arbitraryEgress, arbitraryEgressRequest, egressRequestIn } from "./arbitrary-egress";
import { arbitraryMesh } from "./arbitrary-mesh";
import { arbitraryRequest, requestIn } from "./arbitrary-request";
import { linkerdEgressAnswer, modelEgressAnswer } from "./egress-answers";
import { pools } from "./pools";
import { repair } from "./repair";
import { propertyRuns } from "./runs";
import { clusterOf, podIn } from "./workloads";

const ages = fc.array(fc.nat(9), { minLength: 7, maxLength: 7 });

describe("the definition and what Linkerd makes of the rendered objects", () => {
  it("agree on access, routes, timeouts, retries, circuit breaking and limits, whatever the age of the objects", () => {
    const requests = fc.array(arbitraryRequest, { minLength: 20, maxLength: 20 });
    fc.assert(
      fc.property(arbitraryMesh, requests, ages, (random, sketches, times) => {
        const definition = repair(random);
        fc.pre(definition !== undefined);
        const { mesh, objects } = renderMesh(definition);
        const cluster = readCluster(clusterOf(mesh, objects, times));
        for (const sketch of sketches) {
          const request = requestIn(mesh, sketch);
          if (!request) continue;
          const place: string = `${JSON.stringify(request)}\nin ${JSON.stringify(definition)}`;
          assert.deepEqual(linkerdAnswer(mesh, cluster, request), modelAnswer(mesh, request), place);
        }
      }),
      propertyRuns(),
    );
  });

  it("agree on what may be called outside the cluster, whatever the age of the objects", () => {
    const requests = fc.array(arbitraryEgressRequest, { minLength: 20, maxLength: 20 });
    fc.assert(
      fc.property(arbitraryMesh, arbitraryEgress, requests, ages, (random, outside, sketches, times) => {
        const controlPlane = { ...random.controlPlane, gatewayApi: { channel: "experimental" as const } };
        const definition = repair({ ...random, ...outside, controlPlane });
        fc.pre(definition !== undefined);
        const { mesh, objects } = renderMesh(definition);
        const cluster = readCluster(clusterOf(mesh, objects, times));
        for (const sketch of sketches) {
          const request = egressRequestIn(mesh, sketch);
          if (!request) continue;
          const place: string = `${JSON.stringify(request)}\nin ${JSON.stringify(definition)}`;
          assert.deepEqual(
            linkerdEgressAnswer(mesh, cluster, request),
            modelEgressAnswer(mesh, request),
            place,
          );
        }
      }),
      propertyRuns(),
    );
  });

  it("agree on who may read metrics", () => {
    const callers = fc.array(
      fc.record({
        from: fc.option(fc.constantFrom(...pools.identities), { nil: undefined }),
        sourceAddress: fc.constantFrom(...pools.addresses),
      }),
      { minLength: 5, maxLength: 5 },
    );
    fc.assert(
      fc.property(arbitraryMesh, callers, (random, sketches) => {
        const definition = repair(random);
        fc.pre(definition !== undefined);
        const { mesh, objects } = renderMesh(definition);
        const cluster = readCluster(clusterOf(mesh, objects));
        const get = { method: "GET", path: "/metrics", headers: [], query: [] };
        for (const service of mesh.services) {
          const pod = injectPod(cluster, podIn(mesh, service));
          if (!pod) continue;
          const policy = inboundPolicy(cluster, pod, 4191);
          for (const { from, sourceAddress } of sketches) {
            const [namespace = "", name = ""] = from?.split("/") ?? [];
            const identity =
              from === undefined ? undefined : serviceAccountIdentity(cluster.settings, namespace, name);
            const { outcome } = decideInbound(policy, { identity, address: sourceAddress }, get);
            const caller = { sourceAddress, ...(from !== undefined && { from: { namespace, name } }) };
            const expected = decideScrape(mesh, service.namespace, caller);
            assert.equal(
              outcome === "allowed",
              expected,
              `${JSON.stringify(caller)} in ${JSON.stringify(definition)}`,
            );
          }
        }
      }),
      propertyRuns(0.2),
    );
  });

  it("leave no rendered object uninterpreted", () => {
    fc.assert(
      fc.property(arbitraryMesh, (random) => {
        const definition = repair(random);
        fc.pre(definition !== undefined);
        const manifests = renderMesh(definition).objects.map(({ manifest }) => manifest);
        assert.deepEqual(notInterpreted(manifests), []);
      }),
      propertyRuns(0.2),
    );
  });
});
