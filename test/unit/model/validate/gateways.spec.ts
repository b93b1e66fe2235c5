import assert from "node:assert/strict";
import {
  assertAccepted,
  assertOneProblem,
  cartWith,
  problemsOf,
  resolved,
} from "../../../support/definition";
import { gatewayPath, gatewayWith, routed } from "../../../support/gateways";

const web = [{ service: "cart" }];
const to = (port: object): object => ({ name: "a", port: 443, protocol: "HTTPS", ...port });
const certificates = [{ name: "shop-tls" }];

describe("gateways", () => {
  it("are named by namespace and name, in a namespace of the mesh", () => {
    const { gateways } = gatewayWith({});
    const gateway = gateways!["shop/public"];
    const named = (id: string): object => ({ ...cartWith({}), gateways: { [id]: gateway } });
    assertAccepted(named("shop/public"));
    assertOneProblem(named("public"), "gateways.public", /Write "<namespace>\/public"/);
    assertOneProblem(named("shup/public"), 'gateways["shup/public"]', /Did you mean "shop"/);
  });

  it("have an identity, and so a proxy", () => {
    const namespaces = { shop: {}, edge: { injection: "disabled" } };
    const path = `${gatewayPath}.serviceAccount`;
    assertOneProblem(gatewayWith({ serviceAccount: "edge/proxy" }, { namespaces }), path, /no proxy/);
    assertAccepted(gatewayWith({ serviceAccount: "elsewhere/proxy" }, { namespaces }));
    const mesh = gatewayWith({ serviceAccount: "edge/proxy" }, { namespaces });
    assertAccepted({ ...mesh, services: { ...mesh.services, "edge/proxy": { injection: "enabled" } } });
  });

  it("are known to the rules that name them", () => {
    const at = 'services["shop/cart"].allow[0].fromGateways[0]';
    assertOneProblem(cartWith({ allow: [{ fromGateways: ["public"] }] }), at, /not declared.*public/);
    const mesh = gatewayWith({}, {}, { allow: [{ fromGateways: ["publc"] }] });
    assertOneProblem(mesh, at, /Did you mean "shop\/public"/);
  });

  it("are known also when something else about them is wrong", () => {
    assertOneProblem(gatewayWith({ gatewayClass: 7 }), `${gatewayPath}.gatewayClass`);
  });
});

describe("listeners of a gateway", () => {
  const listening = (...listeners: readonly object[]): object => gatewayWith({ listeners });

  it("have names of their own", () => {
    const mesh = listening(to({ certificates }), to({ port: 8443, certificates }));
    assertOneProblem(mesh, `${gatewayPath}.listeners[1].name`, /is taken/);
  });

  it("do not speak clear text and TLS on one port", () => {
    const mesh = listening(to({ certificates }), to({ name: "b", protocol: "HTTP" }));
    assertOneProblem(mesh, `${gatewayPath}.listeners[1].port`, /clear text and TLS/);
  });

  it("share a port by their hosts, whatever becomes of TLS", () => {
    const passing = to({ name: "b", protocol: "TLS", hostname: "b.example" });
    assertAccepted(listening(to({ hostname: "a.example", certificates }), passing));
    const mesh = listening(to({ hostname: "b.example", certificates }), passing);
    assertOneProblem(mesh, `${gatewayPath}.listeners[1]`, /same port and host as "a"/);
  });

  it("have certificates where TLS ends, and nowhere else", () => {
    const at = `${gatewayPath}.listeners[0].certificates`;
    assertOneProblem(listening(to({})), at, /is missing/);
    assertOneProblem(listening(to({ protocol: "HTTP", certificates })), at, /clear text/);
    assertOneProblem(listening(to({ protocol: "TLS", certificates })), at, /its own certificate/);
  });

  it("take certificates from namespaces of the mesh", () => {
    const mesh = listening(to({ certificates: [{ name: "a", namespace: "pki" }] }));
    assertOneProblem(mesh, `${gatewayPath}.listeners[0].certificates[0].namespace`, /ReferenceGrant/);
    assertAccepted({ ...mesh, namespaces: { shop: {}, pki: {} } });
  });

  it("are for hosts, not for addresses", () => {
    const at = `${gatewayPath}.listeners[0].hostname`;
    assertOneProblem(listening(to({ hostname: "10.0.0.1", certificates })), at, /no address/);
  });
});

describe("routes of a gateway", () => {
  const at = `${gatewayPath}.routes[0]`;

  it("are carried by the listeners that keep what is said secret, unless others are named", () => {
    const listeners = (route: object): unknown =>
      resolved(routed({ name: "r", backends: web, ...route })).gateways[0]?.routes[0]?.listeners;
    assert.deepEqual(listeners({}), ["https"]);
    assert.deepEqual(listeners({ listeners: ["https", "http"] }), ["http", "https"]);
  });

  it("are carried by listeners in clear text where there are no others", () => {
    const mesh = gatewayWith({
      listeners: [{ name: "http", port: 80, protocol: "HTTP" }],
      routes: [{ name: "r", backends: web }],
    });
    assert.deepEqual(resolved(mesh).gateways[0]?.routes[0]?.listeners, ["http"]);
  });

  it("lead to backends or redirect", () => {
    assertOneProblem(routed({ name: "r" }), at, /leads nowhere/);
    const both = { name: "r", backends: web, redirect: { host: "b.example" } };
    assertOneProblem(routed(both), at, /backends and redirects/);
  });

  it("lead to ports that are there and meant", () => {
    const port = `${at}.backends[0].port`;
    assertOneProblem(
      routed({ name: "r", backends: [{ service: "cart", port: 81 }] }),
      port,
      /Its ports are 80/,
    );
    const ports = [80, 81].map((number) => ({ port: number, protocol: "http" }));
    const several = gatewayWith({ routes: [{ name: "r", backends: web }] }, {}, { ports });
    assertOneProblem(several, port, /has several/);
  });

  it("name listeners that are there, also when their backends are not", () => {
    const route = { name: "r", listeners: ["htps"], backends: [{ service: "carts" }] };
    const paths = problemsOf(routed(route)).map(({ path }) => path);
    assert.deepEqual(paths, [`${at}.backends[0].service`, `${at}.listeners[0]`]);
  });

  it("do not lead clients in a circle", () => {
    const redirect = { scheme: "https" };
    assertOneProblem(routed({ name: "r", redirect }), `${at}.redirect`, /leads back/);
    assertAccepted(routed({ name: "r", listeners: ["http"], redirect }));
    assertAccepted(routed({ name: "r", redirect: { ...redirect, host: "b.example" } }));
  });

  it("have no hosts that none of their listeners has", () => {
    const listeners = [{ name: "a", port: 80, protocol: "HTTP", hostname: "*.a.example" }];
    const mesh = (hostname: string): object =>
      gatewayWith({ listeners, routes: [{ name: "r", hostnames: [hostname], backends: web }] });
    assertAccepted(mesh("b.a.example"));
    assertAccepted(mesh("*.example"));
    assertOneProblem(mesh("a.example"), at, /carried by no listener/);
  });

  it("are told apart on each listener and host", () => {
    const match = (value: string): object => ({ matches: [{ path: { value } }], backends: web });
    assertAccepted(routed({ name: "r", ...match("/a") }, { name: "s", ...match("/b") }));
    assertAccepted(
      routed({ name: "r", hostnames: ["a.example"], ...match("/a") }, { name: "s", ...match("/a") }),
    );
    const same = routed({ name: "r", ...match("/a") }, { name: "s", ...match("/a") });
    assertOneProblem(same, `${gatewayPath}.routes[1].matches[0]`, /takes the same as route "r"/);
    const everything = routed({ name: "r", backends: web }, { name: "s", ...match("/") });
    assertOneProblem(everything, `${gatewayPath}.routes[1].matches[0]`, /takes the same/);
  });

  it("bound each try by no more than the whole", () => {
    const timeouts = { request: "1s", backendRequest: "1500ms" };
    assertOneProblem(routed({ name: "r", backends: web, timeouts }), `${at}.timeouts.backendRequest`);
  });

  const grpc = { ports: [{ port: 7070, protocol: "grpc" }] };

  it("are of requests or of calls for one host, as their backends speak", () => {
    const services = { "shop/page": { ports: [{ port: 80, protocol: "http" }] } };
    const mesh = (...routes: readonly object[]): object => {
      const base = gatewayWith({ routes }, {}, grpc);
      return { ...base, services: { ...base.services, ...services } };
    };
    const calls = { name: "calls", backends: web };
    const page = { name: "page", backends: [{ service: "page" }] };
    assertOneProblem(mesh(calls, page), `${gatewayPath}.routes[1]`, /one of another kind/);
    assertAccepted(mesh({ ...calls, hostnames: ["api.example"] }, { ...page, hostnames: ["www.example"] }));
    const mixed = { name: "r", backends: [...web, { service: "page" }] };
    assertOneProblem(mesh(mixed), `${at}.backends`, /got grpc, http/);
  });

  it("have matches and timeouts of their kind only", () => {
    const calls = (route: object): object =>
      gatewayWith({ routes: [{ name: "r", backends: web, ...route }] }, {}, grpc);
    assertOneProblem(calls({ matches: [{ method: "GET" }] }), `${at}.matches[0]`, /grpc port/);
    assertOneProblem(calls({ timeouts: { request: "1s" } }), `${at}.timeouts`, /gRPC calls/);
    const listeners = [{ name: "tls", port: 443, protocol: "TLS" }];
    const connections = (route: object): object =>
      gatewayWith(
        { listeners, routes: [{ name: "r", backends: web, ...route }] },
        {},
        {
          ports: [{ port: 443, protocol: "tls" }],
        },
      );
    assertAccepted(connections({ hostnames: ["a.example"] }));
    assertOneProblem(connections({ matches: [{ path: { value: "/" } }] }), `${at}.matches`, /server name/);
  });
});
