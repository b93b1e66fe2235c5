import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { KubeConfig, KubernetesObjectApi, type KubernetesObject } from "@kubernetes/client-node";
import { renderMesh } from "../../backends";
import { Environment } from "../../model/definition";
import { environments } from "../../stacks/environments";
import { startLocalCluster, type LocalCluster } from "../../tools/cluster";
import { clusterParts } from "../../tools/cluster/components";
import { engineParts, type EngineResult, type EngineStack } from "../../tools/engine";
import { ClusterObjects } from "../../tools/quickstart/cluster-objects";
import { StandInApplication } from "../../tools/quickstart/stand-in-application";
import { prepareStandInCharts } from "../../tools/quickstart/stand-in-charts";
import { ensureParts } from "../../tools/toolchain";
import { skipBecause } from "../support/skip";
import { checkout, environmentStack, type EnvironmentStack } from "../engine/environment-stack";

const gatewayApi = join(checkout, "..", "shared", "crds", "gateway-api", "standard");

interface WebhookConfiguration extends KubernetesObject {
  readonly webhooks: readonly { readonly clientConfig: { readonly caBundle: string } }[];
}

function succeeded(result: EngineResult): EngineResult {
  assert.ok(result.succeeded, result.failure);
  return result;
}

describe("the example's environments on a Kubernetes API server with the real CRDs", function () {
  this.timeout(600_000);
  let cluster: LocalCluster | undefined;
  let charts: string | undefined;

  const kubeconfig = (): string => {
    assert.ok(cluster, "the cluster was started");
    return cluster.kubeconfig;
  };

  before(async function () {
    if (!existsSync(gatewayApi)) skipBecause(this, "../shared/crds is not on this machine");
    const toolchain = await ensureParts([...engineParts, ...clusterParts]);
    charts = mkdtempSync(join(tmpdir(), "service-mesh-charts-"));
    const { installation } = renderMesh(environments[Environment.Development]());
    await prepareStandInCharts(charts, toolchain.helm, installation);
    cluster = await startLocalCluster({ toolchain });
  });

  after(async () => {
    await cluster?.stop();
    if (charts !== undefined) rmSync(charts, { recursive: true, force: true });
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
        const application = new StandInApplication(mesh, kubeconfig());
        if (application.comesFirst) await application.create();
        opened = await environmentStack({
          environment,
          cluster: { kubeconfig: kubeconfig() },
          skipCheckpoints: true,
        });
        await opened.stack.open({
          "service-mesh:mode": "cluster",
          "service-mesh:chartLocation": charts,
          "service-mesh:gatewayApiLocation": gatewayApi,
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

      it("shows nothing to do in a second preview", async () => {
        assert.deepEqual(succeeded(await stackUnderTest().preview()).changeNames, []);
      });

      it("tells the API server to trust the webhooks of our own authority", async () => {
        const config = new KubeConfig();
        config.loadFromFile(kubeconfig());
        const live = await KubernetesObjectApi.makeApiClient(config).read<WebhookConfiguration>({
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
        const objects = ClusterObjects.ofFile(kubeconfig());
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
