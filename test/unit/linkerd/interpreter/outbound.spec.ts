import assert from "node:assert/strict";
import type { OutboundPolicy } from "../../../../backends/linkerd/interpreter";
import { outbound, route, taken } from "./objects";

const parentRefs = [{ group: "core", kind: "Service", name: "cart", port: 80 }];
const http = (name: string, spec: object = {}, extras = {}) =>
  route("HTTPRoute", name, { parentRefs, rules: [{}], ...spec }, extras);
const matching = (name: string, match: object, extras = {}) =>
  http(name, { rules: [{ matches: [match] }] }, extras);
const prefix = (value: string) => ({ path: { type: "PathPrefix", value } });
const exact = (value: string) => ({ path: { type: "Exact", value } });
const expression = (value: string) => ({ path: { type: "RegularExpression", value } });

function ruleOf(policy: OutboundPolicy, name: string) {
  assert.ok("routes" in policy);
  const found = policy.routes.find((candidate) => candidate.name === name);
  assert.ok(found?.rules[0], name);
  return found.rules[0];
}

function service(annotations: Record<string, string>, rest: object = {}) {
  return { services: [{ namespace: "shop", name: "cart", annotations, ports: [{ port: 80 }], ...rest }] };
}

describe("the route of a request, as a Linkerd proxy chooses it", () => {
  it("has the longest path, whatever its kind", () => {
    const routes = outbound([matching("short", exact("/a")), matching("long", prefix("/a/b")), http("rest")]);
    assert.equal(taken(routes, { path: "/a" }), "short");
    assert.equal(taken(routes, { path: "/a/b/c" }), "long");
    assert.equal(taken(routes, { path: "/a/x" }), "rest");
  });

  it("counts segments: a prefix ends at a slash, and its own trailing slash is nothing", () => {
    const routes = outbound([matching("a", prefix("/a/")), http("rest")]);
    assert.equal(taken(routes, { path: "/a" }), "a");
    assert.equal(taken(routes, { path: "/a/" }), "a");
    assert.equal(taken(routes, { path: "/ab" }), "rest");
  });

  it("gives an expression the length of the whole path", () => {
    const routes = outbound([
      matching("expression", expression("/a.*")),
      matching("prefix", prefix("/a/b")),
      http("rest"),
    ]);
    assert.equal(taken(routes, { path: "/a/b/c" }), "expression");
  });

  it("counts headers before query parameters before the method", () => {
    const header = { headers: [{ name: "X-A", value: "1" }] };
    const query = { queryParams: [{ name: "q", value: "1" }] };
    const routes = outbound([
      matching("header", header),
      matching("query", query),
      matching("method", { method: "GET" }),
    ]);
    const [headers, parameters] = [[{ name: "x-a", value: "1" }], [{ name: "q", value: "1" }]];
    assert.equal(taken(routes, { headers, query: parameters }), "header");
    assert.equal(taken(routes, { query: parameters }), "query");
    assert.equal(taken(routes), "method");
    assert.equal(taken(routes, { method: "PUT" }), "no-route");
  });

  it("is the older of equals, and of the same age the first by name", () => {
    const routes = (a: number, b: number) =>
      taken(outbound([matching("a", prefix("/a"), { age: a }), matching("b", exact("/a"), { age: b })]), {
        path: "/a",
      });
    assert.equal(routes(2, 1), "b");
    assert.equal(routes(1, 2), "a");
    assert.equal(routes(1, 1), "a");
  });

  it("finds the first alternative of an expression only", () => {
    const routes = outbound([matching("a", expression("/a|/ab")), http("rest")]);
    assert.equal(taken(routes, { path: "/ab" }), "rest");
  });

  it("prefers a host to any path", () => {
    const hosted = http("hosted", { hostnames: ["*.example.com"] });
    const routes = outbound([hosted, matching("path", exact("/a"))]);
    assert.equal(taken(routes, { path: "/a", host: "shop.example.com:80" }), "hosted");
    assert.equal(taken(routes, { path: "/a", host: "example.org" }), "path");
  });
});

describe("routes of a Service, as Linkerd attaches them", () => {
  it("hold for everyone from the Service's namespace, and for its own callers from another", () => {
    const parent = [{ group: "", kind: "Service", name: "cart", namespace: "shop", port: 80 }];
    const consumer = route(
      "HTTPRoute",
      "consumer",
      { parentRefs: parent, rules: [{}] },
      { namespace: "front" },
    );
    const names = (callers: string) => {
      const policy = outbound([consumer, http("producer")], {}, callers);
      return "routes" in policy ? policy.routes.map(({ name }) => name).sort() : [];
    };
    assert.deepEqual(names("front"), ["front/consumer", "shop/producer"]);
    assert.deepEqual(names("other"), ["shop/producer"]);
  });

  it("are none for headless Services, for other ports, and without a kind", () => {
    const headless = service({}, { hasClusterIp: false });
    assert.equal(taken(outbound([http("r")], headless)), "default");
    assert.equal(taken(outbound([http("r", { parentRefs: [{ ...parentRefs[0], port: 81 }] })])), "default");
    assert.equal(taken(outbound([http("r", { parentRefs: [{ name: "cart" }] })])), "default");
  });

  it("look for backends in the Service's namespace", () => {
    const rules = [
      {
        backendRefs: [
          { name: "web", port: 80 },
          { name: "cart", port: 80, weight: 3 },
        ],
      },
    ];
    const { backends } = ruleOf(outbound([http("r", { rules })]), "shop/r");
    assert.deepEqual(backends, [
      { namespace: "shop", name: "web", port: 80, weight: 1, exists: false },
      { namespace: "shop", name: "cart", port: 80, weight: 3, exists: true },
    ]);
  });

  it("give way to GRPCRoutes of the same port", () => {
    const grpc = route("GRPCRoute", "g", {
      parentRefs,
      rules: [{ matches: [{ method: { service: "s" } }] }],
    });
    const policy = outbound([http("h"), grpc]);
    assert.equal(policy.kind, "grpc");
    assert.equal(taken(policy, { method: "POST", path: "/s/M" }), "g");
    assert.equal(taken(policy, { method: "POST", path: "/t/M" }), "no-route");
  });
});

describe("the protocol of a Service's port, as Linkerd's callers read it", () => {
  const kindOf = (annotations: Record<string, string>, port: object = { port: 80 }, number = 80) =>
    outbound([], service(annotations, { ports: [port] }), "shop", number).kind;

  it("is detected unless the port is opaque", () => {
    assert.equal(kindOf({}), "detect");
    assert.equal(kindOf({ "config.linkerd.io/opaque-ports": "25,79-81" }), "opaque");
    assert.equal(kindOf({}, { port: 3306 }, 3306), "opaque");
    assert.equal(kindOf({ "config.linkerd.io/opaque-ports": "" }, { port: 3306 }, 3306), "detect");
  });

  it("is what appProtocol says, and opaque when Linkerd does not know the word", () => {
    const opaque = { "config.linkerd.io/opaque-ports": "80" };
    assert.equal(kindOf(opaque, { port: 80, appProtocol: "http" }), "http1");
    assert.equal(kindOf({}, { port: 80, appProtocol: "kubernetes.io/h2c" }), "http2");
    assert.equal(kindOf({}, { port: 80, appProtocol: "grpc" }), "opaque");
  });

  it("ignores GRPCRoutes on HTTP/1 ports", () => {
    const grpc = route("GRPCRoute", "g", { parentRefs, rules: [{}] });
    assert.equal(
      taken(outbound([grpc], service({}, { ports: [{ port: 80, appProtocol: "http" }] }))),
      "default",
    );
  });

  it("is refused on ports that the Service lacks", () => {
    assert.equal(taken(outbound([], {}, "shop", 4242)), "refused");
  });
});

describe("annotations, as Linkerd reads them", () => {
  const treatmentOf = (route_: Record<string, string>, service_: Record<string, string> = {}) => {
    const { timeouts, retry } = ruleOf(
      outbound([http("r", {}, { annotations: route_ })], service(service_)),
      "shop/r",
    );
    return { timeouts, retry };
  };

  it("of a route replace all timeouts of the Service, or none", () => {
    const ofService = { "timeout.linkerd.io/request": "1m", "timeout.linkerd.io/idle": "5s" };
    assert.deepEqual(treatmentOf({}, ofService).timeouts, { request: 60_000, idle: 5_000 });
    assert.deepEqual(treatmentOf({ "timeout.linkerd.io/request": "2s" }, ofService).timeouts, {
      request: 2_000,
    });
  });

  it("retry once unless a limit says more, and a limit of zero says nothing", () => {
    const gateway = { conditions: [{ min: 502, max: 504 }], timeout: undefined };
    assert.deepEqual(treatmentOf({ "retry.linkerd.io/http": "gateway-error" }).retry, {
      limit: 1,
      ...gateway,
    });
    const zero = { "retry.linkerd.io/http": "gateway-error", "retry.linkerd.io/limit": "0" };
    assert.deepEqual(treatmentOf(zero).retry, { limit: 1, ...gateway });
    assert.equal(treatmentOf({ "retry.linkerd.io/limit": "0" }).retry, undefined);
    assert.equal(treatmentOf({ "retry.linkerd.io/limit": "2" }).retry?.conditions, undefined);
  });

  it("take statuses as words, codes and ranges", () => {
    assert.deepEqual(treatmentOf({ "retry.linkerd.io/http": "5xx,404,500-504" }).retry?.conditions, [
      { min: 500, max: 599 },
      { min: 404, max: 404 },
      { min: 500, max: 504 },
    ]);
  });

  it("that cannot be read take the route with them", () => {
    for (const bad of ["1m30s", "1.5s", "5", "-1s", "1us"]) {
      const annotated = http("r", {}, { annotations: { "timeout.linkerd.io/request": bad } });
      assert.equal(taken(outbound([annotated])), "default", bad);
    }
    const blank = http("r", {}, { annotations: { "retry.linkerd.io/http": "5xx, 404" } });
    assert.equal(taken(outbound([blank])), "default");
  });

  it("on a Service that cannot be read count as none", () => {
    assert.deepEqual(treatmentOf({}, { "timeout.linkerd.io/request": "1m30s" }).timeouts, {});
  });

  it("set the circuit breaker, and a bad value switches it off", () => {
    const accrual = "balancer.linkerd.io/failure-accrual";
    const breakerOf = (annotations: Record<string, string>) => {
      const policy = outbound([], service(annotations));
      return "breaker" in policy ? policy.breaker : undefined;
    };
    assert.deepEqual(breakerOf({ [accrual]: "consecutive" }), {
      maxFailures: 7,
      minPenalty: 1_000,
      maxPenalty: 60_000,
      jitter: 0.5,
      successRate: undefined,
      honorsRetryAfter: false,
    });
    const low = { [accrual]: "consecutive", [`${accrual}-consecutive-max-penalty`]: "500ms" };
    assert.equal(breakerOf(low), undefined);
    assert.equal(breakerOf({ [`${accrual}-consecutive-max-failures`]: "3" }), undefined);
  });
});
