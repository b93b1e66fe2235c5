import assert from "node:assert/strict";
import { analyse } from "../../analysis";
import { checkMesh, renderMesh } from "../../backends";
import { formatProblem, type MeshDefinition } from "../../model";
import { cartWith } from "../support/definition";

const server = { kind: "Server", namespace: "shop", name: "cart.80", reason: "to see what becomes of it" };

function mesh(extras: object): MeshDefinition {
  return cartWith({ allow: [{ from: ["web"] }], probes: [] }, { extras: { linkerd: extras } });
}

function specOf(definition: MeshDefinition): Record<string, unknown> {
  const found = renderMesh(definition).objects.find(({ manifest }) => manifest.kind === "Server");
  return found?.manifest["spec"] as Record<string, unknown>;
}

function refusal(extras: object): string {
  return checkMesh(mesh(extras)).map(formatProblem).join("\n");
}

describe("a patch of a rendered object", () => {
  it("merges maps, replaces values and lists, and takes away what is null", () => {
    const patch = { spec: { port: 8081, accessPolicy: null, podSelector: { matchLabels: { tier: "x" } } } };
    const spec = specOf(mesh({ patches: [{ ...server, patch }] }));
    assert.deepEqual(spec, {
      podSelector: { matchLabels: { app: "cart", tier: "x" } },
      port: 8081,
      proxyProtocol: "HTTP/1",
    });
  });

  it("leaves every other object as it was", () => {
    const [before, after] = [mesh({}), mesh({ patches: [{ ...server, patch: { spec: { port: 1 } } }] })].map(
      (each) => renderMesh(each).objects.filter(({ manifest }) => manifest.kind !== "Server"),
    );
    assert.deepEqual(after, before);
  });

  it("is refused where it meets nothing, with the object that was meant", () => {
    const text = refusal({ patches: [{ ...server, name: "cart.81", patch: {} }] });
    assert.match(
      text,
      /^extras\.linkerd\.patches\[0\]: changes an object that is not rendered .* Did you mean "Server shop\/cart\.80"\?/,
    );
  });

  it("is refused twice for one object, and where it changes what the object is", () => {
    const patches = [
      { ...server, patch: {} },
      { ...server, patch: {} },
    ];
    assert.match(refusal({ patches }), /patches\[1\]: changes an object that patches\[0\] changes/);
    assert.match(
      refusal({ patches: [{ ...server, patch: { kind: "Service" } }] }),
      /changes what the object is \(got kind\)/,
    );
  });

  it("has a reason", () => {
    assert.match(refusal({ patches: [{ ...server, reason: "because", patch: {} }] }), /reason: is too short/);
  });
});

describe("a manifest beyond the model", () => {
  const own = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "own", namespace: "shop" } };

  it("is declared as it is written, with the rest", () => {
    const { objects } = renderMesh(mesh({ manifests: [own] }));
    assert.deepEqual(objects.at(-1)?.manifest, own);
  });

  it("is refused where the definition renders it, whatever the version", () => {
    const manifests = [
      {
        apiVersion: "policy.linkerd.io/v1beta1",
        kind: "Server",
        metadata: { name: "cart.80", namespace: "shop" },
      },
    ];
    assert.match(refusal({ manifests }), /is rendered by the definition \(got "Server shop\/cart\.80"\)/);
  });

  it("is refused twice, without a name, and with a secret, whose data no message shows", () => {
    assert.match(refusal({ manifests: [own, own] }), /is there twice/);
    assert.match(refusal({ manifests: [{ kind: "ConfigMap" }] }), /is no object of Kubernetes/);
    const text = refusal({ manifests: [{ ...own, kind: "Secret", stringData: { key: "hunter2" } }] });
    assert.match(text, /holds a secret/);
    assert.ok(!text.includes("hunter2"));
  });
});

describe("what the model cannot vouch for", () => {
  it("is reported one by one, with its reason", () => {
    const own = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "own" } };
    const { mesh: resolved } = renderMesh(mesh({ manifests: [own], patches: [{ ...server, patch: {} }] }));
    const found = analyse(resolved).filter(({ code }) => code === "beyond-the-model");
    assert.deepEqual(
      found.map(({ path, message }) => `${path} ${message.split(";")[0] ?? ""}`),
      [
        "extras.linkerd.manifests[0] adds ConfigMap own",
        "extras.linkerd.patches[0] changes Server shop/cart.80: to see what becomes of it",
      ],
    );
  });
});
