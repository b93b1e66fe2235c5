import assert from "node:assert/strict";
import { referenceKey, standardLabels, type FoundObject } from "../../../backends";
import { preflight } from "../../../backends/linkerd/preflight/preflight";
import { formatProblem, type MeshDefinition } from "../../../model";
import { meshOf, resolved } from "../../support/definition";

type Objects = Readonly<Record<string, Partial<FoundObject>>>;

const ours = { metadata: { name: "", labels: standardLabels({ name: "boutique" }) } };
const theirs = { metadata: { name: "theirs" } };
const namespace = (name: string): string => `v1/Namespace//${name}`;
const crd = (name: string): string => `apiextensions.k8s.io/v1/CustomResourceDefinition//${name}`;
const httpRoutes = crd("httproutes.gateway.networking.k8s.io");
const grpcRoutes = crd("grpcroutes.gateway.networking.k8s.io");
const config = "v1/ConfigMap/linkerd/linkerd-config";
const injector =
  "admissionregistration.k8s.io/v1/MutatingWebhookConfiguration//linkerd-proxy-injector-webhook-config";

function routesOf(version: string, more: object = {}): FoundObject {
  const annotations = {
    "gateway.networking.k8s.io/bundle-version": version,
    "gateway.networking.k8s.io/channel": "standard",
    ...more,
  };
  return { metadata: { name: "httproutes.gateway.networking.k8s.io", annotations } };
}

function running(values: string): FoundObject {
  return { metadata: { name: "linkerd-config" }, data: { values } };
}

/** What is said of a definition on a cluster with the objects. */
function linesOn(objects: Objects, definition: MeshDefinition, mayComeLater = false): string[] {
  const found = (key: string): FoundObject | undefined => {
    const object = objects[key];
    return object && { metadata: { name: key.split("/").at(-1) ?? "" }, ...object };
  };
  return preflight(resolved(definition))
    .check((reference) => found(referenceKey(reference)), mayComeLater)
    .map(formatProblem);
}

function assertOne(lines: readonly string[], ...words: readonly RegExp[]): void {
  assert.equal(lines.length, 1, lines.join("\n"));
  for (const word of words) assert.match(lines[0] ?? "", word);
}

const created = meshOf({}, { namespaces: { shop: { management: "created" } } });
const shopThere = { [namespace("shop")]: theirs };

describe("a mesh on a cluster that has nothing of it", () => {
  it("comes", () => {
    assert.deepEqual(linesOn({}, created), []);
  });
});

describe("a mesh on a cluster that has what it made itself", () => {
  it("is brought up to date", () => {
    const own = [namespace("shop"), namespace("linkerd"), httpRoutes, grpcRoutes];
    const crds = ["servers", "authorizationpolicies"].map((kind) => crd(`${kind}.policy.linkerd.io`));
    const objects = Object.fromEntries([...own, ...crds].map((key) => [key, ours]));
    const here = {
      metadata: { name: "" },
      webhooks: [{ clientConfig: { service: { namespace: "linkerd" } } }],
    };
    const all = { ...objects, [injector]: here, [config]: running("linkerdVersion: edge-26.8.3") };
    assert.deepEqual(linesOn(all, created), []);
  });
});

describe("a namespace", () => {
  it("of somebody else is not taken over", () => {
    assertOne(
      linesOn(shopThere, created),
      /^namespaces\.shop\.management: /,
      /on the cluster already/,
      /management: "existing"/,
    );
  });

  it("of another mesh of ours is somebody else's as well", () => {
    const other = { metadata: { name: "shop", labels: standardLabels({ name: "another" }) } };
    assertOne(linesOn({ [namespace("shop")]: other }, created), /^namespaces\.shop\.management: /);
  });

  it("that is there is marked where it is said to exist", () => {
    assert.deepEqual(linesOn(shopThere, meshOf({})), []);
  });

  it("that is said to exist is not created without a word", () => {
    assertOne(linesOn({}, meshOf({})), /^namespaces\.shop\.management: /, /not on the cluster/);
    assert.deepEqual(linesOn({}, meshOf({}), true), [], "somebody may bring it first");
  });

  it("of a control plane that others installed leads to using it", () => {
    const labels = { "linkerd.io/is-control-plane": "true" };
    assertOne(
      linesOn({ [namespace("linkerd")]: { metadata: { name: "linkerd", labels } } }, created),
      /^controlPlane\.namespace: /,
      /controlPlane\.management = "existing"/,
    );
  });
});

describe("CRDs of the Gateway API", () => {
  const existing = meshOf(
    {},
    {
      namespaces: { shop: { management: "created" } },
      controlPlane: { gatewayApi: { management: "existing" } },
    },
  );

  it("of somebody else are not overwritten, and who made them is said", () => {
    const objects = {
      [httpRoutes]: routesOf("v1.1.1", { "linkerd.io/created-by": "linkerd/helm edge-25.4.4" }),
    };
    assertOne(
      linesOn(objects, created),
      /^controlPlane\.gatewayApi\.management: /,
      /v1\.1\.1, standard, installed by linkerd\/helm edge-25\.4\.4/,
      /"existing"/,
    );
  });

  it("that are said to exist are there", () => {
    assertOne(linesOn({}, existing), /^controlPlane\.gatewayApi\.management: /, /lacks CRDs/);
    assert.deepEqual(linesOn({}, existing, true), []);
  });

  it("that are said to exist are of a version that Linkerd reads", () => {
    const at = (version: string): string[] =>
      linesOn({ [httpRoutes]: routesOf(version), [grpcRoutes]: routesOf(version) }, existing);
    assert.deepEqual(at("v1.2.1"), []);
    assertOne(at("v1.6.0"), /^controlPlane\.gatewayApi: /, /"1\.6\.0"/, /1\.2\.1 to 1\.5\.1/);
    assertOne(at("v1.1.1"), /^controlPlane\.gatewayApi: /);
  });
});

describe("CRDs of Linkerd", () => {
  const servers = crd("servers.policy.linkerd.io");

  it("of somebody else are not overwritten", () => {
    assertOne(linesOn({ [servers]: theirs }, created), /^controlPlane\.crds: /, /crds: "existing"/);
  });

  it("are used on request, and then must be there", () => {
    const using = { ...created, controlPlane: { crds: "existing" as const } };
    assertOne(linesOn({ [servers]: theirs }, using), /authorizationpolicies\.policy\.linkerd\.io/);
    const all = ["servers.policy", "authorizationpolicies.policy", "serviceprofiles"].map((name) =>
      crd(`${name}.linkerd.io`),
    );
    assert.deepEqual(linesOn(Object.fromEntries(all.map((key) => [key, theirs])), using), []);
  });
});

describe("a Linkerd that is running", () => {
  const existing = { ...created, controlPlane: { management: "existing" as const } };

  it("in another namespace is the cluster's one control plane", () => {
    const there = {
      metadata: { name: "" },
      webhooks: [{ clientConfig: { service: { namespace: "mesh" } } }],
    };
    assertOne(linesOn({ [injector]: there }, created), /^controlPlane\.namespace: /, /"mesh"/);
  });

  it("is upgraded one version at a time and never back", () => {
    const from = (version: string, to: string): string[] =>
      linesOn(
        { [namespace("linkerd")]: ours, [config]: running(`linkerdVersion: ${version}`) },
        { ...created, controlPlane: { version: to } },
      );
    assert.deepEqual(from("edge-26.1.2", "edge-26.8.3"), []);
    assertOne(from("edge-26.8.3", "edge-26.6.3"), /^controlPlane\.version: /, /older control plane/);
    assertOne(from("edge-24.8.2", "edge-26.8.3"), /one version at a time/, /2025\.10\.7/);
  });

  it("is used on request, and then must be there", () => {
    const routes = { [httpRoutes]: routesOf("v1.5.1"), [grpcRoutes]: routesOf("v1.5.1") };
    assertOne(linesOn(routes, existing), /^controlPlane\.management: /, /has no Linkerd/);
    assert.deepEqual(linesOn({ ...routes, [config]: running("clusterDomain: cluster.local") }, existing), []);
  });

  it("has the domains that the definition says", () => {
    const routes = { [httpRoutes]: routesOf("v1.5.1"), [grpcRoutes]: routesOf("v1.5.1") };
    const other = running("clusterDomain: cluster.local\nidentityTrustDomain: example.org");
    assertOne(linesOn({ ...routes, [config]: other }, existing), /^trustDomain: /, /example\.org/);
  });
});
