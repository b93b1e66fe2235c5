import assert from "node:assert/strict";
import { renderMesh } from "../../../../backends";
import { cartPath, cartWith, meshOf } from "../../../support/definition";
import { objectsOf, specOf } from "../rendered";
import { assertRefused, referencesOf, refusedAt } from "./situation";

describe("traps of Linkerd: admission", () => {
  it("authorizations have a target that the webhook takes", () => {
    const allow = [{ from: ["web"], requests: [{ methods: ["GET"] }] }, { fromAny: "meshed" }];
    for (const policy of objectsOf(cartWith({ probes: [], allow }), "AuthorizationPolicy")) {
      const { targetRef } = specOf(policy) as { targetRef: { kind: string; namespace?: string } };
      assert.ok(["Server", "HTTPRoute", "GRPCRoute"].includes(targetRef.kind));
      assert.equal(targetRef.namespace, undefined);
      assert.equal(referencesOf(policy).length, 1);
    }
  });

  it("callers that cannot have an identity are refused", () => {
    const at = refusedAt("identities-that-cannot-be");
    assertRefused(
      cartWith({ allow: [{ fromServiceAccounts: ["Ops/Prometheus"] }] }, {}),
      at,
      /namespace\/name/,
    );
    const [authentication] = objectsOf(
      cartWith({ allow: [{ fromNamespaces: ["ops"] }] }),
      "MeshTLSAuthentication",
    );
    assert.deepEqual(specOf(authentication), { identityRefs: [{ kind: "Namespace", name: "ops" }] });
  });

  it("ranges and exceptions that make no sense are refused", () => {
    const at = refusedAt("networks-that-cannot-be");
    const network = (cidr: string, ...except: string[]) =>
      cartWith({ allow: [{ fromNetworks: [{ cidr, except }] }] });
    assertRefused(network("10.0.0.0/8", "192.168.0.0/16"), at, /is not a part of/);
    assertRefused(network("10.0.0.0/8", "10.0.0.0/8"), at, /smaller than it/);
    assertRefused(network("10.0.0.0/33"), `${cartPath}.allow[0].fromNetworks[0].cidr`);
  });

  it("a rule without callers is refused", () => {
    const at = refusedAt("no-networks-at-all");
    assertRefused(cartWith({ allow: [{ fromNetworks: [] }] }, {}), at, /names no caller/);
  });

  it("unknown protocols are refused", () => {
    const at = refusedAt("protocols-that-are-unknown");
    assertRefused(
      cartWith({ ports: [{ port: 80, protocol: "mysql" }] }, {}),
      at,
      /Allowed: http, http2, grpc, tcp, opaque, tls/,
    );
  });

  it("port 0 is refused", () => {
    const at = refusedAt("port-zero");
    assertRefused(cartWith({ ports: [{ port: 0, protocol: "http" }] }, {}), at, /1–65535/);
  });

  it("limits of zero are refused", () => {
    const at = refusedAt("limits-of-zero");
    assertRefused(cartWith({ rateLimit: { totalRequestsPerSecond: 0 } }, {}), at, /is out of range/);
  });

  it("limits above the total are refused", () => {
    const at = refusedAt("limits-above-the-total");
    const overrides = [{ from: ["web"], requestsPerSecond: 30 }];
    const input = cartWith({
      rateLimit: { totalRequestsPerSecond: 10, perClientRequestsPerSecond: 20, overrides },
    });
    assertRefused(input, at, /is above the total/);
    assertRefused(input, `${cartPath}.rateLimit.overrides[0].requestsPerSecond`, /is above the total/);
  });

  it("times that cannot be read are refused", () => {
    const at = refusedAt("durations-that-cannot-be-read");
    for (const request of ["5", "-5s", "1.5s", "5us", "five seconds"])
      assertRefused(cartWith({ timeouts: { request } }), at, /one whole number/);
  });

  it("paths without a slash are refused", () => {
    const at = refusedAt("paths-without-a-slash");
    const redirect = { path: { type: "ReplaceFullPath", value: "new" } };
    const input = cartWith({ routes: [{ name: "r", matches: [{ path: { value: "old" } }], redirect }] });
    assertRefused(input, at, /A path starts with \//);
    assertRefused(input, `${cartPath}.routes[0].redirect.path.value`, /A path starts with \//);
  });

  it("expressions that cannot be read are refused", () => {
    const at = refusedAt("expressions-that-cannot-be-read");
    for (const value of ["/(", "/(?=a)", "/(a)\\1"])
      assertRefused(
        cartWith({ routes: [{ name: "r", matches: [{ path: { type: "RegularExpression", value } }] }] }),
        at,
        /RE2 syntax/,
      );
  });

  it("headers that cannot be sent are refused", () => {
    const at = refusedAt("headers-that-cannot-be");
    const input = cartWith({
      routes: [{ name: "r", requestHeaders: { set: [{ name: "x", value: "a\nb" }], remove: ["x y"] } }],
    });
    assertRefused(input, at, /printable ASCII/);
    assertRefused(input, `${cartPath}.routes[0].requestHeaders.remove[0]`, /HTTP token/);
  });

  it("statuses that are no redirects are refused", () => {
    const at = refusedAt("statuses-that-cannot-be");
    assertRefused(
      cartWith({ routes: [{ name: "r", redirect: { port: 81, status: 200 } }] }, {}),
      at,
      /Allowed: 301, 302, 303, 307, 308/,
    );
  });

  it("backends are written with their port", () => {
    const mesh = cartWith({ routes: [{ name: "r", backends: [{ service: "cart" }] }] });
    const rules = objectsOf(mesh, "HTTPRoute").flatMap(
      (route) => specOf(route)["rules"] as { backendRefs: { port?: number }[] }[],
    );
    assert.deepEqual(
      rules.flatMap(({ backendRefs }) => backendRefs.map(({ port }) => port)),
      [80],
    );
  });

  it("a match of calls names a service", () => {
    const at = refusedAt("calls-without-a-name");
    assertRefused(
      cartWith(
        { ports: [{ port: 80, protocol: "grpc" }], routes: [{ name: "r", matches: [{ grpc: {} }] }] },
        {},
      ),
      at,
      /is missing/,
    );
  });

  it("a route for connections has one rule", () => {
    const backends = [{ service: "cart", weight: 9 }, { service: "next" }];
    const ports = [{ port: 70, protocol: "tcp" }];
    const mesh = meshOf(
      { "shop/cart": { ports, routes: [{ name: "r", backends }] }, "shop/next": { ports } },
      { controlPlane: { gatewayApi: { channel: "experimental" } } },
    );
    const [route] = objectsOf(mesh, "TCPRoute").map(specOf);
    assert.equal((route?.["rules"] as { backendRefs: unknown[] }[])[0]?.backendRefs.length, 2);
    assert.equal((route?.["rules"] as unknown[]).length, 1);
  });

  it("no object is of a kind that Linkerd has left behind", () => {
    const allow = [{ from: ["web"], requests: [{ methods: ["GET"] }] }];
    const mesh = cartWith({
      probes: [],
      allow,
      retries: { attempts: 1 },
      rateLimit: { totalRequestsPerSecond: 5 },
    });
    for (const { manifest } of renderMesh(mesh).objects) {
      assert.ok(!["ServerAuthorization", "ServiceProfile"].includes(manifest.kind));
      if (manifest.kind === "HTTPRoute") assert.equal(manifest.apiVersion, "gateway.networking.k8s.io/v1");
    }
  });
});
