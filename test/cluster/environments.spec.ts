import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { KubernetesObject } from "@kubernetes/client-node";
import { renderMesh } from "../../backends";
import { Environment } from "../../model/definition";
import { environments } from "../../stacks/environments";
import type { EngineResult, EngineStack } from "../../tools/engine";
import { ClusterObjects } from "../../tools/quickstart/cluster-objects";
import { StandInApplication } from "../../tools/quickstart/stand-in-application";
import { environmentStack, type EnvironmentStack } from "../engine/environment-stack";
import { filesBelow, hasKey } from "../engine/mesh-stack";
import { apiOf, crdCluster, type CrdCluster } from "./crd-cluster";

interface WebhookConfiguration extends KubernetesObject {
  readonly webhooks: readonly { readonly clientConfig: { readonly caBundle: string } }[];
}

interface DeploymentObject extends KubernetesObject {
  readonly spec?: { readonly replicas?: number };
  readonly status?: { readonly availableReplicas?: number };
}

function succeeded(result: EngineResult): EngineResult {
  assert.ok(result.succeeded, result.failure);
  return result;
}

describe("the example's environments on a Kubernetes API server with the real CRDs", function () {
  this.timeout(600_000);
  let cluster: CrdCluster | undefined;

  const running = (): CrdCluster => {
    assert.ok(cluster, "the cluster was started");
    return cluster;
  };

  before(async function () {
    cluster = await crdCluster(this);
  });

  after(async () => {
    await cluster?.stop();
  });

  // Production keeps its CRDs when it goes, so it comes last.
  for (const environment of [Environment.Development, Environment.Staging, Environment.Production]) {
    describe(environment, () => {
      let opened: EnvironmentStack | undefined;
      let created: EngineResult;

      const stackUnderTest = (): EngineStack => {
        assert.ok(opened, "the stack was opened");
        return opened.stack;
      };

      before(async () => {
        const { mesh } = renderMesh(environments[environment]());
        const application = new StandInApplication(mesh, running().kubeconfig);
        if (application.comesFirst) await application.create();
        opened = await environmentStack({
          environment,
          cluster: { kubeconfig: running().kubeconfig },
          skipCheckpoints: true,
        });
        await opened.stack.open({
          "service-mesh:mode": "cluster",
          "service-mesh:chartLocation": running().charts,
          "service-mesh:gatewayApiLocation": running().gatewayApi,
        });
        created = succeeded(await opened.stack.up());
      });

      after(() => {
        opened?.close();
      });

      it("is brought up whole", () => {
        const { objects } = renderMesh(environments[environment]());
        const policies = created.changes.filter(
          ({ type }) => type.includes("linkerd.io/") || type.includes("Route"),
        );
        const expected = objects.filter(
          ({ ownership, group }) => ownership === "whole" && group === "policy",
        );
        assert.ok(
          policies.length >= expected.length,
          `${String(policies.length)} of ${String(expected.length)}`,
        );
      });

      it("has its control plane running", async () => {
        const deployments = await apiOf(running().kubeconfig).list<DeploymentObject>(
          "apps/v1",
          "Deployment",
          "linkerd",
        );
        assert.ok(deployments.items.length > 0);
        for (const { metadata, spec, status } of deployments.items) {
          assert.equal(status?.availableReplicas, spec?.replicas ?? 1, metadata?.name);
        }
      });

      it("leaves no private key in clear in its state", () => {
        const folder = opened?.folder ?? "";
        assert.deepEqual(
          filesBelow(folder).filter((file) => hasKey(readFileSync(file, "utf8"))),
          [],
        );
      });

      it("shows nothing to do in a second preview", async () => {
        assert.deepEqual(succeeded(await stackUnderTest().preview()).changeNames, []);
      });

      it("tells the API server to trust the webhooks of our own authority", async () => {
        const live = await apiOf(running().kubeconfig).read<WebhookConfiguration>({
          apiVersion: "admissionregistration.k8s.io/v1",
          kind: "ValidatingWebhookConfiguration",
          metadata: { name: "linkerd-policy-validator-webhook-config" },
        });
        const bundle = (await stackUnderTest().output("trustBundlePem")).trim();
        const trusted = live.webhooks.map(({ clientConfig }) =>
          Buffer.from(clientConfig.caBundle, "base64").toString().trim(),
        );
        assert.deepEqual(trusted, [bundle]);
      });

      it("is destroyed without leaving anything but what it keeps on purpose", async () => {
        const stack = stackUnderTest();
        const recorded = (await stack.export()).resources;
        if (environment !== Environment.Development) {
          const refused = await stack.destroy();
          assert.ok(!refused.succeeded && refused.failure.includes("protect"), refused.failure);
          await stack.unprotect();
        }
        succeeded(await stack.destroy());
        const objects = ClusterObjects.ofFile(running().kubeconfig);
        const owned = recorded.filter(
          ({ type }) => !type.endsWith("Patch") && !type.endsWith("CustomResourceDefinition"),
        );
        const left: string[] = [];
        for (const resource of owned) {
          const id =
            "external" in resource && resource.external === true ? undefined : await objects.idOf(resource);
          if (id !== undefined) left.push(`${resource.type} ${id}`);
        }
        assert.deepEqual(left, []);
      });
    });
  }
});
