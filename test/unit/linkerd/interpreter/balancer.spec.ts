import assert from "node:assert/strict";
import {
  headersAfter,
  readBalancing,
  readBreaker,
  redirect,
  type RequestRedirect,
} from "../../../../backends/linkerd/interpreter";
import { object, outbound, route } from "./objects";

const accrual = "balancer.linkerd.io/failure-accrual";
const alpha = "balancer.alpha.linkerd.io";
const rate = `${alpha}/failure-accrual-success-rate`;

describe("the circuit breaker of a Service, as Linkerd reads it", () => {
  it("counts rates of success in its unified mode only", () => {
    const defaults = { threshold: 0.8, window: 10_000, minRequests: 5 };
    assert.deepEqual(readBreaker({ [accrual]: "unified" })?.successRate, defaults);
    assert.equal(
      readBreaker({ [accrual]: "consecutive", [`${rate}-threshold`]: "0.9" })?.successRate,
      undefined,
    );
    assert.equal(readBreaker({ [accrual]: "unified", [`${rate}-threshold`]: "0" })?.successRate, undefined);
  });

  it("heeds Retry-After in its unified mode only", () => {
    const honor = { [`${alpha}/failure-accrual-honor-retry-after`]: "true" };
    assert.equal(readBreaker({ [accrual]: "unified", ...honor })?.honorsRetryAfter, true);
    assert.equal(readBreaker({ [accrual]: "consecutive", ...honor })?.honorsRetryAfter, false);
  });

  for (const [key, value] of [
    [`${rate}-threshold`, "1.1"],
    [`${rate}-threshold`, "80%"],
    [`${rate}-window`, "9ms"],
    [`${rate}-window`, "1m30s"],
    [`${rate}-min-requests`, "1000001"],
    [`${accrual}-consecutive-jitter-ratio`, "101"],
    [`${accrual}-consecutive-max-failures`, "-1"],
  ] as const) {
    it(`is off as a whole with ${key.replace(/^.*failure-accrual-/, "")} ${value}`, () => {
      assert.equal(readBreaker({ [accrual]: "unified", [key]: value }), undefined);
    });
  }
});

describe("how a caller chooses among endpoints, as Linkerd reads it", () => {
  const service = { namespace: "shop", name: "cart", ports: [] };

  it("follows the hints of Kubernetes and the Service's own policy", () => {
    assert.equal(readBalancing(service).near, "any");
    assert.equal(readBalancing({ ...service, trafficDistribution: "PreferClose" }).near, "zone");
    assert.equal(readBalancing({ ...service, internalTrafficPolicy: "Local" }).near, "node");
    const annotations = { "service.kubernetes.io/topology-mode": "Auto" };
    assert.equal(readBalancing({ ...service, annotations }).near, "zone");
  });

  it("penalises failures where it is switched on, and not at all with a value that cannot be read", () => {
    const penalty = (annotations: Record<string, string>) =>
      readBalancing({ ...service, annotations }).penalty;
    const on = { [`${alpha}/penalize-failures`]: "true" };
    assert.deepEqual(penalty(on), { duration: 5_000, maxRetryAfter: 300_000 });
    assert.equal(penalty({ [`${alpha}/load-biaser-penalty`]: "5s" }), undefined);
    assert.equal(penalty({ ...on, [`${alpha}/load-biaser-penalty`]: "50d" }), undefined);
    assert.equal(penalty({ [`${alpha}/penalize-failures`]: "yes" }), undefined);
  });
});

describe("a redirect, as a Linkerd proxy carries it out", () => {
  const request = { method: "GET", path: "/old/a", host: "cart.shop:8080", headers: [], query: [] };
  const prefix = [{ path: { type: "PathPrefix", value: "/old" } }];
  const led = (filter: RequestRedirect) => redirect(filter, prefix, request)?.location;

  it("keeps the request's port under another scheme, unless it is told the port", () => {
    assert.equal(led({ scheme: "https" }), "https://cart.shop:8080/old/a");
    assert.equal(led({ scheme: "https", port: 443 }), "https://cart.shop/old/a");
    assert.equal(led({ hostname: "a.example" }), "http://a.example:8080/old/a");
  });

  it("has status 301 unless it is told another", () => {
    assert.equal(redirect({ port: 81 }, prefix, request)?.status, 301);
  });

  it("leaves two slashes where the new prefix ends in one", () => {
    const path = { type: "ReplacePrefixMatch", replacePrefixMatch: "/new/" };
    assert.equal(led({ path }), "http://cart.shop:8080/new//a");
  });

  it("drops the query with the whole path", () => {
    const path = { type: "ReplaceFullPath", replaceFullPath: "/" };
    const asked = { ...request, query: [{ name: "q", value: "1" }] };
    assert.equal(redirect({ path }, prefix, asked)?.location, "http://cart.shop:8080/");
    assert.equal(redirect({ port: 81 }, prefix, asked)?.location, "http://cart.shop:81/old/a?q=1");
  });

  it("is none where the request is there already", () => {
    assert.equal(led({ hostname: "cart.shop" }), undefined);
  });
});

describe("changes to headers, as a Linkerd proxy carries them out", () => {
  it("add, then set, then remove", () => {
    const headers = [
      { name: "X", value: "1" },
      { name: "y", value: "2" },
    ];
    const requestHeaderModifier = {
      add: [{ name: "x", value: "3" }],
      set: [{ name: "Y", value: "4" }],
      remove: ["z"],
    };
    const filters = [{ type: "RequestHeaderModifier", requestHeaderModifier }];
    assert.deepEqual(headersAfter(headers, filters, "requestHeaderModifier"), [
      { name: "X", value: "1" },
      { name: "x", value: "3" },
      { name: "Y", value: "4" },
    ]);
    assert.deepEqual(headersAfter(headers, filters, "responseHeaderModifier"), headers);
  });
});

describe("routes that share connections out, as Linkerd reads them", () => {
  const parentRefs = [{ group: "core", kind: "Service", name: "cart", port: 80 }];
  const backendRefs = [{ name: "cart", port: 80, weight: 9 }];
  const tcp = (name: string, rules: readonly object[] = [{ backendRefs }]) =>
    object("gateway.networking.k8s.io/v1alpha2", "TCPRoute", name, { parentRefs, rules });
  const policyWith = (manifests: Parameters<typeof outbound>[0], rest: object = {}) =>
    outbound(manifests, { settings: { experimentalGatewayApi: true }, ...rest });
  const nameIn = (policy: ReturnType<typeof outbound>) =>
    policy.kind === "opaque" ? policy.route?.name : policy.kind;

  it("count where the experimental channel is served, and in one version", () => {
    assert.equal(nameIn(policyWith([tcp("split")])), "shop/split");
    assert.equal(nameIn(outbound([tcp("split")])), "detect");
    assert.equal(
      nameIn(policyWith([{ ...tcp("split"), apiVersion: "gateway.networking.k8s.io/v1" }])),
      "detect",
    );
  });

  it("are the first one alone, with one rule", () => {
    assert.equal(nameIn(policyWith([tcp("b"), tcp("a")])), "shop/a");
    assert.equal(nameIn(policyWith([tcp("a", [{ backendRefs }, { backendRefs }]), tcp("b")])), "shop/b");
  });

  it("lose to routes for requests", () => {
    const http = route("HTTPRoute", "http", { parentRefs, rules: [{}] });
    assert.equal(nameIn(policyWith([tcp("split"), http])), "detect");
  });
});
