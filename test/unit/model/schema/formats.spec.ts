import assert from "node:assert/strict";
import schema from "../../../../model/schema/mesh-definition.schema.json";
import { formats } from "../../../../model/schema/formats";

interface Examples {
  readonly accepted: readonly string[];
  readonly refused: readonly string[];
  /** Text and what is advised for it. */
  readonly advice: Readonly<Record<string, string>>;
}

const examples: Readonly<Record<string, Examples>> = {
  "gep-2257-duration": {
    accepted: ["250ms", "5s", "1m", "1h"],
    refused: ["5", "-1s", "1m30s"],
    advice: {
      "1m30s": 'Write "90s"',
      "-1s": "A time cannot be negative; leave the field out for no limit",
      "5": 'Add the unit: "5ms" or "5s"',
      soon: 'Write "5s", for example',
    },
  },
  quantity: {
    accepted: ["100m", "0.5", ".5", "20Mi", "1e3", "2G"],
    refused: ["100 m", "-1", "1K", "20MiB", ""],
    advice: { "20MiB": 'Write "100m" or "20Mi", for example' },
  },
  cidr: {
    accepted: ["10.0.0.0/8", "192.168.1.7/32", "fd00::/8"],
    refused: ["10.0.0.1", "10.1.0.0/8", "fd00::1"],
    advice: {
      "10.0.0.1": 'Write "10.0.0.1/32" for one address',
      "fd00::1": 'Write "fd00::1/128" for one address',
      "192.168.1.5/24": "The address has bits set beyond the first 24; write the first address of the range",
      pods: 'Write "10.0.0.0/8", for example',
    },
  },
  "port-range": {
    accepted: ["1", "4222", "6000-6100", "80-80", "65535"],
    refused: ["0", "65536", "6100-6000", "http", "80,81", "80 - 81", "080", ""],
    advice: {
      "80,81": "Write each as an entry of its own",
      http: 'Write "4222" or "6000-6100", for example',
    },
  },
  "log-filter": {
    accepted: ["warn", "warn,linkerd=info,hickory=error", "linkerd2_proxy::app=trace", "off"],
    refused: ["warning", "warn, linkerd=info", "linkerd=loud", "linkerd", ""],
    advice: { warning: 'Write "warn,linkerd=debug", for example' },
  },
  "dns-label": {
    accepted: ["cart", "cart-v2"],
    refused: ["Cart", "cart_v2", "c".repeat(64)],
    advice: {
      Cart_V2: 'Write "cart-v2", for example',
      "---": "Choose another name",
      ["c".repeat(64)]: `Write "${"c".repeat(63)}", for example`,
    },
  },
  "mesh-name": {
    accepted: ["boutique", "b".repeat(40)],
    refused: ["Boutique", "b".repeat(41)],
    advice: { ["b".repeat(41)]: `Write "${"b".repeat(40)}", for example` },
  },
  "dns-subdomain": {
    accepted: ["cluster.local", "cart"],
    refused: ["cluster..local", "Cluster.local"],
    advice: {
      "Cluster.local": 'Write "cluster.local", for example',
      "cluster..local": "Choose another name",
    },
  },
  "host-pattern": {
    accepted: ["api.example", "*.api.example", "localhost"],
    refused: ["*", "api.*.example", "API.example", "api.example:443", "203.0.113.7", ""],
    advice: { "https://API.example/v1": 'Write "api.example"', "*": 'Write "api.example.com", for example' },
  },
  "service-reference": {
    accepted: ["cart", "shop/cart"],
    refused: ["shop/", "shop/cart/v2", "Cart"],
    advice: {
      Cart: 'Write "cart", for example',
      "Shop/Cart": 'Write "shop/cart", for example',
      "shop/cart/v2": "Name a namespace and a service",
    },
  },
  "service-account-reference": {
    accepted: ["ops/prometheus", "ops/system.agent"],
    refused: ["prometheus", "ops/prometheus/x", "Ops/x"],
    advice: { prometheus: 'Write "<namespace>/prometheus"', "Ops/x": "Correct the names" },
  },
  "absolute-path": {
    accepted: ["/", "/healthz", "/a/b.c"],
    refused: ["healthz", "/a?b=c", "/a b", "/a#b"],
    advice: { healthz: 'Write "/healthz"', "/a?b=c": "Leave out what follows the path" },
  },
  version: {
    accepted: ["1.34.0", "1.5.1-rc.1"],
    refused: ["v1.34.0", "1.34", "latest"],
    advice: { "v1.34.0": 'Write "1.34.0"', latest: 'Write "1.34.0", for example' },
  },
  "grpc-service": {
    accepted: ["hipstershop.CartService", "CartService"],
    refused: ["hipstershop.", "/CartService", "Cart-Service"],
    advice: { "/CartService": 'Write "hipstershop.CartService", for example' },
  },
  "grpc-method": {
    accepted: ["GetCart"],
    refused: ["Get.Cart", "/GetCart", ""],
    advice: { "Get.Cart": 'Write "GetCart", for example' },
  },
  "https-url": {
    accepted: ["https://accounts.example.com/jwks", "https://accounts.example.com:8443", "https://a/b?c=d"],
    refused: ["http://a/b", "accounts.example.com", "https://user:password@a/b", "https://a/#b", ""],
    advice: {
      "http://a/b": "Use https: keys that come in the clear prove nothing",
      "a/b": 'Write "https://accounts.example.com/jwks", for example',
    },
  },
  "header-value": {
    accepted: ["gold", "a b", "text/html; q=0.5"],
    refused: ["", " a", "a ", "a  b", "a\nb", "é", "x".repeat(4097)],
    advice: {
      "": "Use remove to take a header out",
      é: "Encode what is not ASCII, and take blanks off both ends",
    },
  },
  "http-token": {
    accepted: ["x-canary", "Accept"],
    refused: ["x canary", "x:canary", "", "x".repeat(257)],
    advice: { "x canary": 'Write "x-canary", for example' },
  },
  "image-registry": {
    accepted: ["registry.example.org", "localhost:5000/mesh", "registry.example.org/team/mesh-images"],
    refused: ["https://registry.example.org", "registry.example.org/", "Registry.example.org", "a b", ""],
    advice: {
      "https://registry.example.org/mesh/": 'Write "registry.example.org/mesh"',
      "a b": 'Write "registry.example.org/mesh", for example',
    },
  },
  "host-and-port": {
    accepted: ["otel-collector.tracing:4317", "collector:1", "collector.example.org:65535"],
    refused: ["otel-collector.tracing", "http://otel-collector:4317", "otel:0", "otel:65536", "otel:4317/v1"],
    advice: {
      "http://otel-collector:4317": 'Write "otel-collector:4317"',
      "otel-collector": 'Write "otel-collector.tracing:4317", for example',
    },
  },
  "http-address": {
    accepted: ["http://prometheus.monitoring:9090", "https://metrics.example.org/prometheus"],
    refused: [
      "prometheus:9090",
      "http://",
      "http://user:secret@prometheus",
      "http://prometheus?a=b",
      "ftp://a",
    ],
    advice: { "prometheus:9090": 'Write "http://prometheus.monitoring:9090", for example' },
  },
};

for (const [name, { accepted, refused, advice }] of Object.entries(examples)) {
  const format = formats[name];

  describe(`the format ${name}`, () => {
    for (const text of accepted) {
      it(`accepts ${JSON.stringify(text)}`, () => {
        assert.equal(format?.accepts(text), true);
      });
    }

    for (const text of refused) {
      it(`refuses ${JSON.stringify(text)}`, () => {
        assert.equal(format?.accepts(text), false);
      });
    }

    for (const [text, fix] of Object.entries(advice)) {
      it(`advises on ${JSON.stringify(text)}`, () => {
        assert.equal(format?.fix(text), fix);
      });
    }
  });
}

describe("the formats", () => {
  const used = new Set([...JSON.stringify(schema).matchAll(/"format":"([^"]+)"/g)].map(([, name]) => name));

  it("are those that the schema uses", () => {
    assert.deepEqual(Object.keys(formats).sort(), [...used].sort());
  });

  it("all have examples here", () => {
    assert.deepEqual(Object.keys(examples).sort(), Object.keys(formats).sort());
  });
});
