import assert from "node:assert/strict";
import { renderMesh } from "../../../../backends";
import { cartPath, cartWith } from "../../../support/definition";
import { objectsOf } from "../rendered";
import { assertRefused, breakerOf, refusedAt, retriesOf } from "./situation";

describe("traps of Linkerd: resilience", () => {
  it("compound durations are refused", () => {
    const at = refusedAt("compound-durations");
    assertRefused(cartWith({ timeouts: { request: "1m30s" } }, {}), at, /Write "90s"/);
  });

  it("a timeout of each try is part of the retries, and not a timeout that would be ignored", () => {
    const at = refusedAt("backend-request-timeout");
    assertRefused(cartWith({ timeouts: { backendRequest: "1s" } }, {}), at, /is not a field/);
    const retries = { attempts: 1, perTryTimeout: "1s" };
    const [route] = objectsOf(cartWith({ retries }), "HTTPRoute");
    assert.equal(route?.metadata.annotations?.["retry.linkerd.io/timeout"], "1s");
  });

  it("retries have a condition although none is named", () => {
    const annotations = (kind: string, protocol: string) =>
      objectsOf(cartWith({ ports: [{ port: 80, protocol }], retries: { attempts: 2 } }), kind).find(
        ({ metadata }) => metadata.name.includes(".out."),
      )?.metadata.annotations;
    assert.equal(annotations("HTTPRoute", "http")?.["retry.linkerd.io/http"], "gateway-error");
    assert.equal(annotations("GRPCRoute", "grpc")?.["retry.linkerd.io/grpc"], "unavailable");
  });

  it("a route without tries has none, whatever the service says", () => {
    const routes = [{ name: "once", matches: [{ path: { value: "/once" } }], retries: { attempts: 0 } }];
    const mesh = cartWith({ retries: { attempts: 3 }, routes });
    assert.equal(retriesOf(mesh, { path: "/once" }), undefined);
    assert.equal(retriesOf(mesh, { path: "/" }), 3);
    assert.deepEqual(objectsOf(mesh, "Service"), []);
  });

  it("timeouts stand on each route, and never on the Service", () => {
    const mesh = cartWith({
      timeouts: { request: "5s", idle: "1m" },
      routes: [{ name: "r", matches: [{ path: { value: "/r" } }] }],
    });
    for (const route of objectsOf(mesh, "HTTPRoute"))
      assert.deepEqual(Object.keys(route.metadata.annotations ?? {}), [
        "timeout.linkerd.io/request",
        "timeout.linkerd.io/idle",
      ]);
    assert.deepEqual(objectsOf(mesh, "Service"), []);
  });

  it("conditions are joined by commas alone", () => {
    const mesh = cartWith({ retries: { attempts: 1, on: ["5xx"], statusCodes: [404, 429] } });
    const [route] = objectsOf(mesh, "HTTPRoute");
    assert.equal(route?.metadata.annotations?.["retry.linkerd.io/http"], "5xx,404,429");
  });

  it("retries of connections are refused", () => {
    const at = refusedAt("conditions-that-linkerd-lacks");
    assertRefused(cartWith({ retries: { attempts: 1, on: ["reset"] } }, {}), at, /not broken connections/);
  });

  it("conditions of HTTP are refused for calls", () => {
    const at = refusedAt("http-conditions-on-calls");
    assertRefused(
      cartWith({ ports: [{ port: 80, protocol: "grpc" }], retries: { attempts: 1, on: ["5xx"] } }, {}),
      at,
      /cannot occur on ports that speak grpc/,
    );
  });

  it("retry budgets are refused, and no ServiceProfile is rendered", () => {
    const at = refusedAt("no-retry-budget");
    assertRefused(cartWith({ retries: { attempts: 1, budget: { percent: 20 } } }, {}), at, /no retry budget/);
    const { objects } = renderMesh(cartWith({ retries: { attempts: 1 }, timeouts: { request: "5s" } }));
    assert.ok(objects.every(({ manifest }) => manifest.kind !== "ServiceProfile"));
  });

  it("circuit breaking whose times contradict one another is refused", () => {
    const at = refusedAt("breaker-with-a-bad-value");
    assertRefused(
      cartWith({ circuitBreaking: { ejection: { min: "5m", max: "1m" } } }, {}),
      at,
      /longest time below the first/,
    );
  });

  it("a rate of success is in effect", () => {
    const mesh = cartWith({ circuitBreaking: { successRate: { threshold: 90 } } });
    assert.deepEqual(breakerOf(mesh)?.successRate, { threshold: 0.9, window: 10_000, minRequests: 5 });
    assert.equal(breakerOf(mesh)?.maxFailures, 7);
  });

  it("a window that proxies would refuse is refused", () => {
    const at = refusedAt("success-window-too-short");
    assertRefused(cartWith({ circuitBreaking: { successRate: { window: "9ms" } } }, {}), at, /below 10 ms/);
  });

  it("Retry-After is refused where it would be ignored", () => {
    const at = refusedAt("retry-after-without-the-unified-mode");
    assertRefused(cartWith({ circuitBreaking: { honorRetryAfter: true } }, {}), at, /unified mode only/);
  });

  it("rates of success are refused for control planes that do not know them", () => {
    const at = refusedAt("breaker-unknown-to-the-version");
    assertRefused(
      cartWith({ circuitBreaking: { successRate: {} } }, { controlPlane: { version: "2026.5.4" } }),
      at,
      /edge-26.6.2/,
    );
  });

  it("a penalty that would be none is refused", () => {
    const at = refusedAt("penalty-beyond-its-size");
    assertRefused(
      cartWith({ loadBalancing: { failurePenalty: { duration: "9999h" } } }, {}),
      at,
      /at most 49 days/,
    );
  });

  it("bounds that Linkerd lacks are refused", () => {
    const at = refusedAt("no-bounds-on-connections");
    const circuitBreaking = { maxConnections: 1, maxPendingRequests: 1, maxEjectionPercent: 50 };
    assertRefused(cartWith({ circuitBreaking }), at, /keeps no pools with bounds/);
    for (const field of ["maxPendingRequests", "maxEjectionPercent"])
      assertRefused(cartWith({ circuitBreaking }), `${cartPath}.circuitBreaking.${field}`);
  });

  it("other ways of balancing are refused", () => {
    const at = refusedAt("balancing-cannot-be-chosen");
    const loadBalancing = { algorithm: "maglev", hashKey: { cookie: "session" } };
    assertRefused(cartWith({ loadBalancing }), at, /never sends two requests to the same endpoint/);
    assertRefused(cartWith({ loadBalancing }), `${cartPath}.loadBalancing.hashKey.cookie`);
  });
});
