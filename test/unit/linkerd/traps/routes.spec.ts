import assert from "node:assert/strict";
import { cartPath, cartWith, meshOf } from "../../../support/definition";
import { gatewayWith } from "../../../support/gateways";
import { objectsOf, specOf } from "../rendered";
import { assertRefused, leaves, outboundKind, redirectOf, refusedAt } from "./situation";

describe("traps of Linkerd: routes", () => {
  it("changes to the responses of calls are refused", () => {
    const ports = [{ port: 80, protocol: "grpc" }];
    const routes = [{ name: "r", responseHeaders: { remove: ["server"] } }];
    const at = refusedAt("response-headers-of-calls");
    assertRefused(cartWith({ ports, routes }), at, /can read no policy of the port/);
  });

  it("routes name their Service by group, kind, name and port", () => {
    const [route] = objectsOf(cartWith({ timeouts: { request: "5s" } }), "HTTPRoute");
    assert.deepEqual(specOf(route)["parentRefs"], [
      { group: "core", kind: "Service", name: "cart", port: 80 },
    ]);
  });

  it("routes of gateways carry no annotations, and leave the service's own as they are", () => {
    const routes = [{ name: "r", listeners: ["http"], backends: [{ service: "cart" }] }];
    const mesh = gatewayWith({ routes }, {}, { routes: [{ name: "special", timeouts: { request: "5s" } }] });
    const [outer] = objectsOf(mesh, "HTTPRoute").filter(
      ({ metadata }) => metadata.name === "public.gateway.r",
    );
    assert.deepEqual(Object.keys(outer?.metadata ?? {}), ["name", "namespace", "labels"]);
    assert.equal(leaves(mesh, {}), "special");
  });

  it("a request that no route is for goes to the service", () => {
    const mesh = cartWith({ routes: [{ name: "special", matches: [{ path: { value: "/special" } }] }] });
    assert.equal(leaves(mesh, { path: "/special" }), "special");
    assert.equal(leaves(mesh, { path: "/other" }), "default");
  });

  it("routes are in the namespace of their service", () => {
    const ports = [{ port: 80, protocol: "http" }];
    const mesh = meshOf(
      {
        "shop/cart": { ports, routes: [{ name: "r", backends: [{ service: "other/cart" }] }] },
        "other/cart": { ports },
      },
      { namespaces: { shop: {}, other: {} } },
    );
    assert.deepEqual(
      objectsOf(mesh, "HTTPRoute").map(({ metadata }) => metadata.namespace),
      ["shop"],
    );
  });

  it("backends are written with their namespace", () => {
    const mesh = cartWith({ routes: [{ name: "r", backends: [{ service: "cart" }] }] });
    const [rule] = specOf(objectsOf(mesh, "HTTPRoute")[0])["rules"] as {
      backendRefs: { namespace?: string }[];
    }[];
    assert.deepEqual(
      rule?.backendRefs.map(({ namespace }) => namespace),
      ["shop"],
    );
  });

  it("the routes of a port are of one kind", () => {
    const ports = [
      { port: 80, protocol: "http" },
      { port: 81, protocol: "grpc" },
    ];
    const mesh = cartWith({ ports, probes: [], timeouts: { request: "5s" } });
    const portsOf = (kind: string): unknown[] =>
      objectsOf(mesh, kind).map((route) => (specOf(route)["parentRefs"] as { port: number }[])[0]?.port);
    assert.deepEqual([portsOf("HTTPRoute"), portsOf("GRPCRoute")], [[80], [81]]);
  });

  it("mirrors and rewrites are refused", () => {
    const at = refusedAt("unknown-filters");
    const matches = [{ path: { value: "/a" } }];
    const input = cartWith({
      routes: [{ name: "r", matches, mirror: { service: "cart" }, rewrite: { host: "a.example" } }],
    });
    assertRefused(input, at, /ignores every route with a RequestMirror/);
    assertRefused(input, `${cartPath}.routes[0].rewrite.host`, /ignores every route with a URLRewrite/);
  });

  it("faults are refused", () => {
    const at = refusedAt("faults-are-not-injected");
    assertRefused(
      cartWith({ routes: [{ name: "r", faults: { abort: { status: 503, percent: 5 } } }] }, {}),
      at,
      /a service of yours that answers with the failure/,
    );
  });

  it("callers take an opaque port for opaque", () => {
    assert.equal(outboundKind(cartWith({ ports: [{ port: 7777, protocol: "opaque" }] }), 7777), "opaque");
    assert.equal(outboundKind(cartWith({ ports: [{ port: 6379, protocol: "tcp" }] }), 6379), "opaque");
  });

  it("requests on a port of the opaque list are seen", () => {
    const mesh = cartWith({ ports: [{ port: 3306, protocol: "http" }], timeouts: { request: "5s" } });
    assert.equal(outboundKind(mesh, 3306), "detect");
  });

  it("routes for requests are refused where none are seen", () => {
    const at = refusedAt("routes-on-opaque-ports");
    assertRefused(
      cartWith(
        {
          ports: [{ port: 70, protocol: "tcp" }],
          routes: [{ name: "r", matches: [{ path: { value: "/a" } }], backends: [{ service: "cart" }] }],
        },
        {},
      ),
      at,
      /no requests are seen/,
    );
  });

  it("routes for connections are refused without the experimental channel", () => {
    const at = refusedAt("tcp-routes-of-the-standard-channel");
    assertRefused(
      cartWith(
        { ports: [{ port: 70, protocol: "tcp" }], routes: [{ name: "r", backends: [{ service: "cart" }] }] },
        {},
      ),
      at,
      /Set controlPlane.gatewayApi.channel to "experimental"/,
    );
  });

  it("two routes for the connections of a port are refused", () => {
    const at = refusedAt("one-tcp-route-for-each-port");
    assertRefused(
      cartWith(
        {
          ports: [{ port: 70, protocol: "tcp" }],
          routes: [
            { name: "a", backends: [{ service: "cart" }] },
            { name: "b", backends: [{ service: "cart" }] },
          ],
        },
        { controlPlane: { gatewayApi: { channel: "experimental" } } },
      ),
      at,
      /as does route "a"/,
    );
  });

  it("a redirect to https leads to the port of https", () => {
    const mesh = cartWith({
      ports: [{ port: 8080, protocol: "http" }],
      routes: [{ name: "r", redirect: { scheme: "https" } }],
    });
    assert.equal(redirectOf(mesh, 8080, "/a"), "302 https://cart.shop/a");
  });

  it("a redirect has status 302 unless another is asked for", () => {
    const routes = (redirect: object) =>
      cartWith({ routes: [{ name: "r", redirect: { port: 81, ...redirect } }] });
    assert.equal(redirectOf(routes({}), 80, "/a"), "302 http://cart.shop:81/a");
    assert.equal(redirectOf(routes({ status: 301 }), 80, "/a"), "301 http://cart.shop:81/a");
  });

  it("a redirect to the root is refused, and a slash at the end of any other prefix is taken off", () => {
    const at = refusedAt("redirect-with-two-slashes");
    const route = (value: string) =>
      cartWith({
        routes: [
          {
            name: "r",
            matches: [{ path: { value: "/old" } }],
            redirect: { path: { type: "ReplacePrefixMatch", value } },
          },
        ],
      });
    assertRefused(route("/"), at, /two slashes/);
    assert.equal(redirectOf(route("/new/"), 80, "/old/a"), "302 http://cart.shop/new/a");
  });

  it("each prefix that is replaced has a rule of its own", () => {
    const matches = [{ path: { value: "/a" } }, { path: { value: "/b" } }];
    const redirect = { path: { type: "ReplacePrefixMatch", value: "/c" } };
    const mesh = cartWith({ routes: [{ name: "r", matches, redirect }] });
    assert.equal(redirectOf(mesh, 80, "/a/1"), "302 http://cart.shop/c/1");
    assert.equal(redirectOf(mesh, 80, "/b/1"), "302 http://cart.shop/c/1");
  });

  it("changes to Linkerd's own headers are refused", () => {
    const at = refusedAt("own-headers-of-linkerd");
    assertRefused(
      cartWith(
        { routes: [{ name: "r", requestHeaders: { set: [{ name: "l5d-dst-override", value: "a" }] } }] },
        {},
      ),
      at,
      /Linkerd's own/,
    );
  });

  it("routes that Linkerd would tell apart otherwise than Gateway API are refused", () => {
    const exact = { name: "exact", matches: [{ path: { type: "Exact", value: "/a" } }] };
    const headers = [{ name: "x", value: "1" }];
    const prefix = { name: "prefix", matches: [{ path: { value: "/a" }, headers }] };
    const at = refusedAt("precedence-other-than-gateway-api");
    assertRefused(cartWith({ routes: [prefix, exact] }), at, /ranks by path length/);
  });

  it("the root path has a route of its own", () => {
    const mesh = cartWith({ routes: [{ name: "root", matches: [{ path: { type: "Exact", value: "/" } }] }] });
    assert.equal(leaves(mesh, { path: "/" }), "root");
    assert.equal(leaves(mesh, { path: "/a" }), "default");
  });

  it("every alternative of an expression matches", () => {
    const mesh = cartWith({
      routes: [{ name: "r", matches: [{ path: { type: "RegularExpression", value: "/a|/ab" } }] }],
    });
    assert.equal(leaves(mesh, { path: "/ab" }), "r");
  });

  it("backends that are not declared are refused", () => {
    const at = refusedAt("backend-that-is-not-there");
    assertRefused(
      cartWith({ routes: [{ name: "r", backends: [{ service: "cat" }] }] }, {}),
      at,
      /Did you mean "shop\/cart"/,
    );
  });

  it("two conditions on one header are refused", () => {
    const at = refusedAt("header-matched-twice");
    assertRefused(
      cartWith(
        {
          routes: [
            {
              name: "r",
              matches: [
                {
                  headers: [
                    { name: "x", value: "1" },
                    { name: "X", value: "2" },
                  ],
                },
              ],
            },
          ],
        },
        {},
      ),
      at,
      /is named twice/,
    );
  });

  it("ports that a service does not have are refused in routes and backends", () => {
    const routes = [
      { name: "r", ports: [81] },
      { name: "s", backends: [{ service: "cart", port: 82 }] },
    ];
    assertRefused(cartWith({ routes }), `${cartPath}.routes[0].ports[0]`, /is not a port of the service/);
    assertRefused(cartWith({ routes }), `${cartPath}.routes[1].backends[0].port`, /does not have/);
  });

  it("weights that sum to zero are refused", () => {
    const at = refusedAt("weights-of-zero");
    assertRefused(
      cartWith({ routes: [{ name: "r", backends: [{ service: "cart", weight: 0 }] }] }, {}),
      at,
      /sum to zero/,
    );
  });
});
