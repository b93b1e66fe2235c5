import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { renderMesh } from "../../backends";
import { callGraphOf } from "../../components/mesh-summary";
import type { ServiceDefinition } from "../../model/definition";
import { environments } from "../../stacks/environments";
import { namespace, serviceId } from "../../stacks/online-boutique";
import { skipBecause } from "../support/skip";

const manifestFile = join(__dirname, "../../../shared/data/online-boutique/kubernetes-manifests.yaml");
/** Named by the frontend for an optional assistant that these manifests do not deploy. */
const notDeployed = "shoppingassistantservice";

interface Container {
  readonly env?: { readonly name: string; readonly value?: string }[];
  readonly readinessProbe?: Probe;
  readonly livenessProbe?: Probe;
}

interface Probe {
  readonly httpGet?: { readonly path: string; readonly port: number };
  readonly grpc?: { readonly port: number };
}

interface Document {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly selector?: Record<string, string>;
    readonly type?: string;
    readonly ports?: { readonly name: string; readonly port: number; readonly targetPort: number }[];
    readonly template?: {
      readonly metadata: { readonly labels: Record<string, string> };
      readonly spec: {
        readonly serviceAccountName?: string;
        readonly containers: Container[];
        readonly initContainers?: Container[];
      };
    };
  };
}

describe("Online Boutique's mesh and its manifests", function () {
  let documents: Document[] = [];
  const services = environments.development().services;
  const declared = (name: string): ServiceDefinition => {
    const service = services[serviceId(name)];
    assert.ok(service, `${name} is not declared`);
    return service;
  };
  const ofKind = (kind: string): Document[] => documents.filter((document) => document.kind === kind);

  before(function () {
    if (!existsSync(manifestFile))
      skipBecause(this, "the manifests of Online Boutique are not beside the repository");
    documents = parseAllDocuments(readFileSync(manifestFile, "utf8")).map((d) => d.toJS() as Document);
  });

  it("declares every workload and no other", () => {
    const workloads = ofKind("Deployment").map(({ metadata }) => serviceId(metadata.name));
    assert.deepEqual(Object.keys(services).sort(), workloads.sort());
  });

  it("has the ports, target ports and protocols of every Service", () => {
    const internal = ofKind("Service").filter(({ spec }) => spec.type !== "LoadBalancer");
    for (const { metadata, spec } of internal) {
      const ports = (declared(metadata.name).ports ?? []).map(({ port, targetPort = port, protocol }) => [
        port,
        targetPort,
        protocol,
      ]);
      const protocols: Record<string, string> = { http: "http", grpc: "grpc", "tcp-redis": "opaque" };
      const real = (spec.ports ?? []).map(({ name, port, targetPort }) => [
        port,
        targetPort,
        protocols[name],
      ]);
      assert.deepEqual(ports, real, metadata.name);
    }
    const withPorts = Object.keys(services).filter((id) => services[id]?.ports !== undefined);
    assert.equal(withPorts.length, internal.length);
  });

  it("has the selectors and service accounts of every workload", () => {
    const { mesh } = renderMesh(environments.development());
    for (const { metadata, spec } of ofKind("Deployment")) {
      const service = mesh.services.find(({ id }) => id === serviceId(metadata.name));
      assert.deepEqual(service?.selector, spec.template?.metadata.labels, metadata.name);
      assert.equal(
        service?.serviceAccount,
        spec.template?.spec.serviceAccountName ?? "default",
        metadata.name,
      );
    }
  });

  it("lets each service reach exactly what its addresses name, and nothing else", () => {
    const expected = ofKind("Deployment").flatMap(({ metadata, spec }) => {
      const { containers = [], initContainers = [] } = spec.template?.spec ?? {};
      const addresses = [...containers, ...initContainers]
        .flatMap(({ env = [] }) => env)
        .filter(({ name }) => name.endsWith("_ADDR"))
        .map(({ value = "" }) => value)
        .filter((address) => !address.startsWith(`${notDeployed}:`));
      return [...new Set(addresses)].map((address) => `${metadata.name} -> ${address}`);
    });
    const { mesh } = renderMesh(environments.development());
    const named = callGraphOf(mesh).flatMap(({ from, to, ports }) =>
      ports.map((port) => `${from} -> ${to}:${port}`.replaceAll(`${namespace}/`, "")),
    );
    // The frontend is open to everyone, so nobody is named as its caller.
    const toFrontend = expected.filter((edge) => edge.endsWith(" -> frontend:80"));
    assert.deepEqual(toFrontend, ["loadgenerator -> frontend:80"]);
    assert.deepEqual(declared("frontend").allow, [{ fromAny: "anyone" }]);
    assert.deepEqual(named.sort(), expected.filter((edge) => !toFrontend.includes(edge)).sort());
  });

  it("lets every kubelet probe through", () => {
    const { mesh } = renderMesh(environments.development());
    for (const { metadata, spec } of ofKind("Deployment")) {
      const probes = (spec.template?.spec.containers ?? [])
        .flatMap(({ readinessProbe, livenessProbe }) => [readinessProbe, livenessProbe])
        .flatMap((probe) => {
          if (probe?.httpGet) return [`http ${probe.httpGet.port} ${probe.httpGet.path}`];
          // A probe of a TCP port ends at the proxy and needs no permission.
          return probe?.grpc ? [`grpc ${probe.grpc.port}`] : [];
        });
      const known = mesh.services
        .find(({ id }) => id === serviceId(metadata.name))
        ?.probes.map(({ type, targetPort, path }) =>
          type === "http" ? `http ${targetPort} ${path}` : `grpc ${targetPort}`,
        );
      assert.deepEqual([...new Set(probes)], known, metadata.name);
    }
  });
});

describe("the environments of Online Boutique", () => {
  it("all render", () => {
    for (const [name, define] of Object.entries(environments)) {
      const { mesh, objects } = renderMesh(define());
      assert.equal(mesh.environment, name);
      assert.ok(objects.length > 80);
    }
  });

  it("let the same callers in everywhere, besides the canary", () => {
    const graph = (name: keyof typeof environments): string[] =>
      callGraphOf(renderMesh(environments[name]()).mesh)
        .map(({ from, to, ports }) => `${from} ${to} ${ports.join()}`)
        .filter((edge) => !edge.includes("-canary"));
    assert.deepEqual(graph("production"), graph("development"));
    assert.deepEqual(graph("staging"), graph("development"));
  });

  it("need the application's Services only where circuits are broken", () => {
    const patched = (name: keyof typeof environments): string[] =>
      renderMesh(environments[name]())
        .objects.filter(({ manifest, ownership }) => ownership === "patch" && manifest.kind === "Service")
        .map(({ manifest }) => manifest.metadata.name);
    assert.deepEqual(patched("development"), []);
    assert.ok(patched("production").includes("paymentservice"));
    assert.ok(!patched("production").includes("frontend"));
  });

  it("never retry a call that changes something", () => {
    for (const define of Object.values(environments))
      for (const [id, service] of Object.entries(define().services)) {
        assert.equal(service.retries, undefined, id);
        for (const { name, retries } of service.routes ?? [])
          assert.ok(!retries || name === "reads", `${id} ${name}`);
      }
  });
});
