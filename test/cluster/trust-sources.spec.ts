import assert from "node:assert/strict";
import type { KubernetesObject } from "@kubernetes/client-node";
import { checkCertificates } from "../../analysis";
import { renderMesh } from "../../backends";
import type { MeshArgs, ProvidedCertificates } from "../../components";
import { readProvided } from "../../components/trust/read-provided";
import type { TrustAnchorDefinition, TrustDefinition } from "../../model";
import { shop } from "../components/shop";
import { hasKey, MeshStack } from "../engine/mesh-stack";
import { issue, today, webhookCertificates, type Issued } from "../support/certificates";
import { StandInCertManager } from "../support/stand-in-cert-manager";
import { apiOf, crdCluster, type CrdCluster } from "./crd-cluster";

interface WithData extends KubernetesObject {
  readonly data?: Readonly<Record<string, string>>;
}

interface WebhookConfiguration extends KubernetesObject {
  readonly webhooks: readonly { readonly clientConfig: { readonly caBundle?: string } }[];
}

const trustNamespace = "cert-manager";
/** Days from the day of the tests' certificates to now. */
const now = (Date.now() - today) / 86_400_000;

describe("the sources of trust on a Kubernetes API server", function () {
  this.timeout(600_000);
  let cluster: CrdCluster;
  let certManager: StandInCertManager | undefined;

  before(async function () {
    cluster = await crdCluster(this);
  });

  after(async () => {
    await certManager?.stop();
    await (cluster as CrdCluster | undefined)?.stop();
  });

  function meshWith(trust: TrustDefinition, certificates?: ProvidedCertificates): MeshArgs {
    const { kubeconfig, charts, gatewayApi } = cluster;
    const controlPlane = { charts: { location: charts }, gatewayApi: { location: gatewayApi } };
    return {
      ...shop({ trust, controlPlane }),
      ...(certificates && { certificates }),
      target: { kubeconfig },
    };
  }

  async function dataOf(kind: string, name: string): Promise<Record<string, string>> {
    const object = { apiVersion: "v1", kind, metadata: { name, namespace: "linkerd" } };
    const { data = {} } = await apiOf(cluster.kubeconfig).read<WithData>(object);
    if (kind === "ConfigMap") return data;
    return Object.fromEntries(
      Object.entries(data).map(([key, value]) => [key, Buffer.from(value, "base64").toString()]),
    );
  }

  /** What is wrong with the chain that the control plane finds on the cluster: bundle, issuer and key. */
  async function problemsOnCluster(): Promise<string[]> {
    const issuer = await dataOf("Secret", "linkerd-identity-issuer");
    const bundle = (await dataOf("ConfigMap", "linkerd-identity-trust-roots"))["ca-bundle.crt"] ?? "";
    const pems = bundle.match(/-----BEGIN[^]+?-----END CERTIFICATE-----/g) ?? [];
    // The active root comes first.
    const anchors = pems.map((_, index): TrustAnchorDefinition => {
      return { name: `root-${String(index)}`, state: index === 0 ? "active" : "staged" };
    });
    const { trust } = renderMesh(shop({ trust: { source: "provided", anchors } })).installation;
    const { facts } = readProvided({
      anchors: Object.fromEntries(pems.map((pem, index) => [`root-${String(index)}`, pem])),
      issuer: { certificate: issuer["tls.crt"] ?? "", key: issuer["tls.key"] ?? "" },
    });
    return checkCertificates(trust, facts, Date.now()).map(({ path, message }) => `${path} ${message}`);
  }

  async function trustedByApiServer(): Promise<(string | undefined)[]> {
    const live = await apiOf(cluster.kubeconfig).read<WebhookConfiguration>({
      apiVersion: "admissionregistration.k8s.io/v1",
      kind: "ValidatingWebhookConfiguration",
      metadata: { name: "linkerd-policy-validator-webhook-config" },
    });
    return live.webhooks.map(
      ({ clientConfig: { caBundle } }) => caBundle && Buffer.from(caBundle, "base64").toString().trim(),
    );
  }

  async function exists(kind: string, name: string): Promise<boolean> {
    const object = { apiVersion: "v1", kind, metadata: { name } };
    return apiOf(cluster.kubeconfig)
      .read(object)
      .then(
        () => true,
        () => false,
      );
  }

  describe("generated", () => {
    let stack: MeshStack;
    before(async () => {
      stack = await MeshStack.open(cluster);
      await stack.up(meshWith({ source: "generated" }));
    });
    after(() => {
      stack.close();
    });

    it("comes up with a chain that holds, and changes nothing when it is previewed again", async () => {
      assert.deepEqual(await problemsOnCluster(), []);
      assert.deepEqual((await stack.preview(meshWith({ source: "generated" }))).changeNames, []);
      assert.ok(!hasKey(await stack.recorded()));
      await stack.destroy();
    });
  });

  describe("provided", () => {
    let stack: MeshStack;
    let first: Issued;
    let second: Issued;
    let given: (anchors: Record<string, Issued>, by: Issued) => Promise<ProvidedCertificates>;

    before(async () => {
      stack = await MeshStack.open(cluster);
      first = await issue({ name: "root one", kind: "rsa2048", from: now - 9, to: now + 900 });
      second = await issue({ name: "root two", from: now - 9, to: now + 1800 });
      given = async (anchors, by) => {
        const signed = await issue({ name: "issuer", by, pathLength: 0, from: now - 1, to: now + 365 });
        const { certificate, key } = signed;
        const roots = Object.entries(anchors).map(([name, root]) => [name, root.certificate] as const);
        return { anchors: Object.fromEntries(roots), issuer: { certificate, key } };
      };
    });
    after(() => {
      stack.close();
    });

    it("is refused before anything is created, naming the faults", async () => {
      const expired = await issue({ name: "root one", from: now - 9, to: now - 1 });
      const certificates = await given({ "root-1": expired }, first);
      const { failure } = await stack.refusal(meshWith({ source: "provided" }, certificates));
      assert.match(failure, /certificates\.anchors\["root-1"\]: has expired/);
      assert.match(failure, /certificates\.issuer\.certificate: is a broken chain/);
      assert.doesNotMatch(failure, /\n\s+at /);
      assert.equal(await exists("Namespace", "linkerd"), false);
    });

    it("comes up with a chain that holds, and changes nothing when it is previewed again", async () => {
      const mesh = meshWith({ source: "provided" }, await given({ "root-1": first }, first));
      await stack.up(mesh);
      assert.deepEqual(await problemsOnCluster(), []);
      assert.deepEqual((await stack.preview(mesh)).changeNames, []);
      assert.ok(!hasKey(await stack.recorded()));
      const bundle = await dataOf("ConfigMap", "linkerd-identity-trust-roots");
      assert.notDeepEqual(
        await trustedByApiServer(),
        [bundle["ca-bundle.crt"]?.trim()],
        "webhooks have their own root",
      );
    });

    it("rotates its root step by step, and restarts the control plane when the roots change", async () => {
      const anchors = (
        one: TrustAnchorDefinition["state"],
        two: TrustAnchorDefinition["state"],
      ): TrustDefinition => ({
        source: "provided",
        anchors: [
          { name: "root-1", state: one },
          { name: "root-2", state: two },
        ],
      });
      const roots = { "root-1": first, "root-2": second };
      const early = meshWith(anchors("active", "staged"), await given(roots, second));
      assert.match((await stack.refusal(early)).failure, /signed by the anchor root-2, which is staged/);
      const staged = await stack.up(meshWith(anchors("active", "staged"), await given(roots, first)));
      assert.ok(
        staged.changeNames.some((name) => /update .*Deployment|update .*linkerd-destination/.test(name)),
        staged.changeNames.join("\n"),
      );
      await stack.up(meshWith(anchors("retiring", "active"), await given(roots, second)));
      assert.deepEqual(await problemsOnCluster(), []);
    });

    it("takes the webhooks' certificates as well", async () => {
      const webhooks = await webhookCertificates({ from: now - 1, to: 401 });
      const certificates = { ...(await given({ "root-1": second }, second)), webhooks };
      const mesh = meshWith({ source: "provided" }, certificates);
      assert.match((await stack.refusal(mesh)).failure, /webhooks\.certificates.*outlives its signer/);
      const authority = await issue({ name: "webhooks", from: now - 1, to: now + 400 });
      const valid = await webhookCertificates({ from: now - 1, to: now + 100, by: authority });
      const whole = meshWith(
        { source: "provided" },
        { ...certificates, webhooks: { ...valid, authority: authority.certificate } },
      );
      await stack.up(whole);
      assert.deepEqual(await trustedByApiServer(), [authority.certificate.trim()]);
      assert.deepEqual((await stack.preview(whole)).changeNames, []);
      await stack.destroy();
    });
  });

  describe("cert-manager", () => {
    let stack: MeshStack;
    const source = "cert-manager" as const;
    before(async () => {
      stack = await MeshStack.open(cluster);
    });
    after(() => {
      stack.close();
    });

    it("is refused at preview where its CRDs are missing", async () => {
      const { failure } = await stack.refusal(meshWith({ source }));
      assert.match(failure, /certificates\.cert-manager\.io/);
      assert.equal(await exists("Namespace", "linkerd"), false);
    });

    it("comes up with a chain that holds, and changes nothing when it is previewed again", async () => {
      certManager = new StandInCertManager(cluster.kubeconfig, trustNamespace);
      await certManager.start();
      await stack.up(meshWith({ source }));
      assert.deepEqual(await problemsOnCluster(), []);
      assert.deepEqual((await stack.preview(meshWith({ source }))).changeNames, []);
      assert.deepEqual(stack.filesWithKeys(), []);
      // cert-manager's injector fills it in, which no stand-in does here.
      assert.deepEqual(await trustedByApiServer(), [undefined]);
    });

    it("rotates its root step by step: the issuer is signed anew by the new active anchor", async () => {
      const anchors = (
        one: TrustAnchorDefinition["state"],
        two: TrustAnchorDefinition["state"],
      ): TrustDefinition => ({
        source,
        anchors: [
          { name: "root-1", state: one },
          { name: "root-2", state: two },
        ],
      });
      const before = await dataOf("Secret", "linkerd-identity-issuer");
      await stack.up(meshWith(anchors("active", "staged")));
      assert.deepEqual(await dataOf("Secret", "linkerd-identity-issuer"), before);
      await stack.up(meshWith(anchors("retiring", "active")));
      const after = await dataOf("Secret", "linkerd-identity-issuer");
      assert.notEqual(after["tls.crt"], before["tls.crt"]);
      assert.deepEqual(await problemsOnCluster(), []);
    });

    it("is destroyed with everything that it declared", async () => {
      await stack.destroy();
      assert.equal(await exists("Namespace", "linkerd"), false);
    });
  });
});
