import assert from "node:assert/strict";
import type { ResolvedRetries, ResolvedRoute } from "../../../../model";
import { cartPath, cartWith, resolvedService } from "../../../support/definition";

const httpAndGrpc = [
  { port: 80, protocol: "http" },
  { port: 90, protocol: "grpc" },
  { port: 70, protocol: "tcp" },
];

function routesOf(cart: object): readonly ResolvedRoute[] {
  return resolvedService(cartWith(cart)).routes;
}

function retriesOf(retries: object, cart: object = {}): ResolvedRetries | undefined {
  return routesOf({ timeouts: { request: "1m" }, retries, ...cart })[0]?.retries;
}

describe("routes of a service", () => {
  it("are none when nothing is treated apart", () => {
    assert.deepEqual(routesOf({}), []);
  });

  it("end with the one that serves everything else", () => {
    const routes = routesOf({ routes: [{ name: "items", matches: [{ path: { value: "/items" } }] }] });
    assert.deepEqual(
      routes.map(({ name, path }) => [name, path]),
      [
        ["items", `${cartPath}.routes[0]`],
        ["default", cartPath],
      ],
    );
  });

  it("need no such end when one of them takes everything", () => {
    assert.deepEqual(
      routesOf({ routes: [{ name: "all" }] }).map(({ name }) => name),
      ["all"],
    );
    const everything = [{ path: { value: "/" } }, { method: "GET" }];
    assert.deepEqual(
      routesOf({ routes: [{ name: "all", matches: everything }] }).map(({ name }) => name),
      ["all"],
    );
  });

  it("exist once for each port on which requests are seen", () => {
    const routes = routesOf({ ports: httpAndGrpc, timeouts: { request: "5s" } });
    assert.deepEqual(
      routes.map(({ port, protocol }) => [port, protocol]),
      [
        [80, "http"],
        [90, "grpc"],
      ],
    );
  });

  it("exist on the ports they name", () => {
    const routes = routesOf({
      ports: httpAndGrpc,
      routes: [{ name: "r", ports: [90], matches: [{ grpc: { service: "S" } }] }],
    });
    assert.deepEqual(
      routes.filter(({ name }) => name === "r").map(({ port }) => port),
      [90],
    );
  });

  it("lead to the service itself", () => {
    assert.deepEqual(routesOf({ timeouts: { request: "5s" } })[0]?.rules, [
      { matches: [], backends: [{ namespace: "shop", name: "cart", port: 80, weight: 1 }] },
    ]);
  });

  it("lead to backends on the route's port, with equal weights, where nothing more is said", () => {
    const backends = [{ service: "cart" }, { service: "shop/cart", weight: 5 }];
    assert.deepEqual(routesOf({ routes: [{ name: "r", backends }] })[0]?.rules[0]?.backends, [
      { namespace: "shop", name: "cart", port: 80, weight: 1 },
      { namespace: "shop", name: "cart", port: 80, weight: 5 },
    ]);
  });
});

describe("timeouts of a route", () => {
  const matches = [{ method: "GET" }];

  it("are the service's", () => {
    const [route] = routesOf({ timeouts: { request: "5s", idle: "1m" }, routes: [{ name: "r", matches }] });
    assert.deepEqual([route?.requestTimeoutMs, route?.idleTimeoutMs], [5_000, 60_000]);
  });

  it("replace the service's as a whole", () => {
    const [route, rest] = routesOf({
      timeouts: { request: "5s", idle: "1m" },
      routes: [{ name: "r", matches, timeouts: { request: "1s" } }],
    });
    assert.deepEqual([route?.requestTimeoutMs, route?.idleTimeoutMs], [1_000, undefined]);
    assert.equal(rest?.requestTimeoutMs, 5_000);
  });
});

describe("retries of a route", () => {
  it("are the service's, unless it has its own", () => {
    const matches = [{ method: "GET" }];
    const routes = [
      { name: "a", matches },
      { name: "b", matches: [{ method: "PUT" }], retries: { attempts: 0 } },
    ];
    assert.deepEqual(
      routesOf({ retries: { attempts: 2 }, routes }).map(({ name, retries }) => [name, retries?.attempts]),
      [
        ["a", 2],
        ["b", undefined],
        ["default", 2],
      ],
    );
  });

  it("never lack a condition", () => {
    assert.deepEqual(retriesOf({ attempts: 1 })?.on, ["gateway-error"]);
    assert.deepEqual(retriesOf({ attempts: 1 }, { ports: [{ port: 90, protocol: "grpc" }] })?.on, [
      "unavailable",
    ]);
  });

  it("are of the status codes alone where only those are named", () => {
    const retries = retriesOf({ attempts: 1, statusCodes: [503, 429, 503] });
    assert.deepEqual([retries?.on, retries?.statusCodes], [[], [429, 503]]);
  });

  it("have the conditions that can occur on the port, in a fixed order", () => {
    const retries = { attempts: 1, on: ["unavailable", "gateway-error", "internal", "5xx"] };
    const routes = routesOf({ ports: httpAndGrpc, retries });
    assert.deepEqual(
      routes.map((route) => route.retries?.on),
      [
        ["5xx", "gateway-error"],
        ["internal", "unavailable"],
      ],
    );
  });

  it("keep what bounds them", () => {
    const retries = {
      attempts: 3,
      perTryTimeout: "250ms",
      backoff: { base: "1s", max: "2s" },
      budget: { percent: 20 },
    };
    assert.deepEqual(retriesOf(retries), {
      attempts: 3,
      on: ["gateway-error"],
      statusCodes: [],
      perTryTimeoutMs: 250,
      backoff: { base: "1s", max: "2s" },
      budget: { percent: 20 },
    });
  });
});
