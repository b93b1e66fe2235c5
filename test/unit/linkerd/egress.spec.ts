import assert from "node:assert/strict";
import { decideEgress, type EgressTraffic } from "../../../analysis";
import { checkMesh, renderMesh, type Manifest } from "../../../backends";
import { formatProblem, type MeshDefinition } from "../../../model";
import { meshOf } from "../../support/definition";

function mesh(externalServices: object, rest: object = {}): MeshDefinition {
  return meshOf(
    { "shop/cart": {}, "tools/batch": {} },
    {
      namespaces: { shop: {}, tools: {} },
      controlPlane: { gatewayApi: { channel: "experimental" } },
      egress: { defaultPolicy: "registry-only" },
      externalServices,
      ...rest,
    },
  );
}

function manifests(definition: MeshDefinition, kind: string): Manifest[] {
  return renderMesh(definition)
    .objects.map(({ manifest }) => manifest)
    .filter((manifest) => manifest.kind === kind);
}

function lines(definition: unknown): string {
  return checkMesh(definition).map(formatProblem).join("\n");
}

const everyone = { allow: [{ fromAny: "meshed" }] };
const tls = { hosts: ["api.example"], ports: [{ port: 443, protocol: "tls" }], ...everyone };

describe("egress on Linkerd", () => {
  it("trap: ranges never overlap, because Linkerd counts IPv6 addresses modulo 2^64 and a /30 like a /31", () => {
    const ports = [{ port: 22, protocol: "tcp" }];
    const networks = ["2001:db8::/32", "2001:db8:1::/48", "203.0.113.0/30", "203.0.113.0/31"];
    const services = Object.fromEntries(
      networks.map((cidr, i) => [`n${String(i)}`, { networks: [cidr], ports, ...everyone }]),
    );
    const entries = manifests(mesh(services), "EgressNetwork")
      .filter(({ metadata }) => metadata.namespace === "shop")
      .flatMap(({ spec }) => (spec as { networks: { cidr: string; except?: string[] }[] }).networks);
    const except = Object.fromEntries(entries.map((entry) => [entry.cidr, entry.except ?? []]));
    assert.deepEqual(except["2001:db8::/32"], ["2001:db8:1::/48"]);
    assert.deepEqual(except["203.0.113.0/30"], ["203.0.113.0/31"]);
    assert.deepEqual(except["::/0"], ["2001:db8::/32", "fd00::/8"]);
  });

  it("trap: a route on an EgressNetwork names its port, and TLS and TCP routes name their backend", () => {
    const ssh = { networks: ["203.0.113.0/24"], ports: [{ port: 22, protocol: "tcp" }], ...everyone };
    const definition = mesh({ api: tls, ssh });
    for (const route of [...manifests(definition, "TLSRoute"), ...manifests(definition, "TCPRoute")]) {
      const spec = route["spec"] as {
        parentRefs: { port: number; name: string }[];
        rules: { backendRefs: { name: string }[] }[];
      };
      assert.equal(spec.rules.length, 1);
      assert.ok((spec.parentRefs[0]?.port ?? 0) > 0);
      assert.equal(spec.rules[0]?.backendRefs[0]?.name, spec.parentRefs[0]?.name);
    }
  });

  it("trap: TLS and TCP routes need the experimental channel, in the version that Linkerd reads", () => {
    assert.match(
      lines(mesh({ api: tls }, { controlPlane: {} })),
      /controlPlane\.gatewayApi\.channel: lacks .* needed TLSRoute/,
    );
    assert.deepEqual(
      manifests(mesh({ api: tls }), "TLSRoute").map(({ apiVersion }) => apiVersion),
      ["gateway.networking.k8s.io/v1alpha2", "gateway.networking.k8s.io/v1alpha2"],
    );
  });

  it("trap: an EgressNetwork within the cluster's addresses is not accepted", () => {
    const office = { networks: ["10.1.0.0/16"], ports: [{ port: 22, protocol: "tcp" }], ...everyone };
    assert.match(lines(mesh({ office })), /overlaps the cluster's own addresses/);
    const narrow = { clusterNetworks: ["10.42.0.0/15"], gatewayApi: { channel: "experimental" } };
    assert.equal(lines(mesh({ office }, { controlPlane: narrow })), "");
  });

  it("trap: of several kinds of routes on one port only one would be applied", () => {
    const http = { hosts: ["b.example"], ports: [{ port: 443, protocol: "http2" }], ...everyone };
    assert.match(
      lines(mesh({ api: tls, http })),
      /cannot stand beside others on port 443 \(got tls, beside http http2\)/,
    );
  });

  it("trap: ports that go around every proxy by default would be a way out", () => {
    const [namespace] = manifests(mesh({}), "Namespace");
    assert.equal(namespace?.metadata.annotations?.["config.linkerd.io/skip-outbound-ports"], "");
  });

  it("trap: an EgressNetwork of the caller's namespace comes outright before those for all, so each namespace has its own", () => {
    const networks = manifests(mesh({}), "EgressNetwork");
    assert.deepEqual(
      networks.map(({ metadata }) => metadata.namespace),
      ["shop", "tools"],
    );
  });

  it("refuses bytes to a host, which would open the port to every address", () => {
    const database = { hosts: ["db.example"], ports: [{ port: 5432, protocol: "tcp" }], ...everyone };
    assert.match(lines(mesh({ database })), /shows no host to compare/);
  });

  it("gives a host to the service that names its addresses most closely", () => {
    const ports = [{ port: 80, protocol: "http" }];
    const wide = { hosts: ["a.example"], ports, ...everyone, timeouts: { request: "9s" } };
    const near = {
      hosts: ["a.example", "b.example"],
      networks: ["203.0.113.0/24"],
      ports,
      ...everyone,
      timeouts: { request: "1s" },
    };
    const routes = manifests(mesh({ wide, near }), "HTTPRoute").filter(
      ({ metadata }) => metadata.namespace === "shop",
    );
    assert.deepEqual(
      routes.map(({ metadata }) => metadata.name),
      ["near.80.egress.v4-cb007100-24", "wide.80.egress"],
    );
  });

  it("leaves everything alone where everything may go out and nothing is to be treated", () => {
    const open = mesh({ api: { ...tls, allow: undefined } }, { egress: {} });
    assert.deepEqual(manifests(JSON.parse(JSON.stringify(open)) as MeshDefinition, "EgressNetwork"), []);
  });
});

describe("a decision about a call to the outside", () => {
  const decide = (
    definition: MeshDefinition,
    from: string,
    address: string,
    traffic: EgressTraffic,
  ): string => {
    const { allowed, ground } = decideEgress(renderMesh(definition).mesh, {
      from,
      address,
      port: 443,
      traffic,
    });
    return `${allowed ? "allowed" : "denied"}, ${ground}`;
  };
  const named = (serverName: string): EgressTraffic => ({ kind: "tls", serverName });
  const definition = mesh({
    api: { ...tls, hosts: ["*.api.example"], allow: [{ fromNamespaces: ["shop"] }] },
  });

  it("lets out whom an external service allows, to the hosts it names", () => {
    assert.equal(
      decide(definition, "shop/cart", "8.8.8.8", named("eu.api.example")),
      "allowed, external-service",
    );
    assert.equal(decide(definition, "shop/cart", "8.8.8.8", named("api.example")), "denied, not-declared");
    assert.equal(
      decide(definition, "tools/batch", "8.8.8.8", named("eu.api.example")),
      "denied, not-declared",
    );
  });

  it("lets nothing out that hides its host", () => {
    assert.equal(decide(definition, "shop/cart", "8.8.8.8", { kind: "tcp" }), "denied, not-declared");
  });

  it("leaves calls within the cluster to the callee", () => {
    assert.equal(decide(definition, "tools/batch", "10.1.2.3", { kind: "tcp" }), "allowed, inside-cluster");
  });

  it("knows what goes around the proxy", () => {
    const around = { namespaces: { shop: { proxy: { bypass: { networks: ["8.8.8.0/24"] } } }, tools: {} } };
    assert.equal(decide(mesh({}, around), "shop/cart", "8.8.8.8", { kind: "tcp" }), "allowed, not-enforced");
  });
});
