import assert from "node:assert/strict";
import { checkDefinition } from "../../../../model";
import {
  assertAccepted,
  assertOneProblem,
  cartPath,
  cartWith,
  linesOf,
  meshOf,
  problemsOf,
} from "../../../support/definition";

function leavingOut(field: string, definition: object): unknown {
  return Object.fromEntries(Object.entries(definition).filter(([key]) => key !== field));
}

describe("the shape of a definition", () => {
  it("is right with the least that must be said", () => {
    assertAccepted({ name: "m", environment: "development", namespaces: {}, services: {} });
  });

  for (const [what, input, type] of [
    ["nothing", undefined, "nothing"],
    ["null", null, "null"],
    ["a list", [], "[]"],
    ["a text", "mesh", '"mesh"'],
    ["a function", () => ({}), "a function"],
  ] as const) {
    it(`is not ${what}`, () => {
      assert.deepEqual(linesOf(input), [
        `has the wrong type (got ${type}). It is an object. Correct the value.`,
      ]);
    });
  }

  for (const field of ["name", "environment", "namespaces", "services"]) {
    it(`needs the field ${field}`, () => {
      const rest = leavingOut(field, meshOf({}));
      assert.deepEqual(linesOf(rest), [`${field}: is missing. The field has no default. Add it.`]);
    });
  }

  it("names an unknown key and the one that was meant", () => {
    assertOneProblem(
      cartWith({ alow: [] }),
      `${cartPath}.alow`,
      /is not a field \(got "alow"\)/,
      /Did you mean "allow"\?$/,
    );
  });

  it("lists the fields where nothing near was meant", () => {
    assertOneProblem(
      cartWith({ timeouts: { wait: "5s" } }),
      `${cartPath}.timeouts.wait`,
      /Fields here are request, response, idle/,
      /Leave it out/,
    );
  });

  for (const [what, ports] of [
    ["a text", "80"],
    ["a fraction", 80.5],
    ["not a number", Number.NaN],
    ["null", null],
    ["a list", [80]],
  ] as const) {
    it(`refuses a port that is ${what}`, () => {
      const cart = { "shop/cart": { ports: [{ port: ports, protocol: "http" }] } };
      assertOneProblem(meshOf(cart), `${cartPath}.ports[0].port`, /has the wrong type/, /It is an integer/);
    });
  }

  for (const port of [0, -1, 65_536]) {
    it(`refuses port ${String(port)}`, () => {
      const cart = { "shop/cart": { ports: [{ port, protocol: "http" }] } };
      assertOneProblem(meshOf(cart), `${cartPath}.ports[0].port`, /is out of range/, /Range: 1–65535/);
    });
  }

  it("names the bound of a range that is open above", () => {
    assertOneProblem(cartWith({ replicas: -1 }), `${cartPath}.replicas`, /Range: 0 and above/);
  });

  it("suggests the value that was meant", () => {
    assertOneProblem(
      meshOf({}, { environment: "prodction" }),
      "environment",
      /Allowed: development, staging, production/,
      /Did you mean "production"\?/,
    );
  });

  it("lists the values where nothing near was meant", () => {
    assertOneProblem(meshOf({}, { environment: "qa" }), "environment", /Choose one of them/);
  });

  it("names the meshes there are", () => {
    assertOneProblem(
      meshOf({}, { backend: "linkered" }),
      "backend",
      /is not one of the values \(got "linkered"\)/,
      /Allowed: linkerd, istio, consul, envoy/,
    );
  });

  it("refuses a negative duration", () => {
    assertOneProblem(
      cartWith({ timeouts: { request: "-5s" } }),
      `${cartPath}.timeouts.request`,
      /got "-5s"/,
      /cannot be negative/,
    );
  });

  it("refuses a compound duration and writes it in one unit", () => {
    assertOneProblem(
      cartWith({ timeouts: { request: "1m30s" } }),
      `${cartPath}.timeouts.request`,
      /one unit/,
      /Write "90s"/,
    );
  });

  it("refuses a duration that is a number", () => {
    assertOneProblem(
      cartWith({ timeouts: { request: 5 } }),
      `${cartPath}.timeouts.request`,
      /has the wrong type/,
      /It is a string/,
    );
  });

  it("refuses an empty list where it would match nothing", () => {
    assertOneProblem(
      cartWith({ retries: { attempts: 1, on: [] } }),
      `${cartPath}.retries.on`,
      /is an empty list/,
    );
  });

  it("refuses an empty list of methods", () => {
    const allow = [{ from: ["web"], requests: [{ methods: [] }] }];
    assertOneProblem(
      cartWith({ probes: [], allow }),
      `${cartPath}.allow[0].requests[0].methods`,
      /is an empty list/,
    );
  });

  it("refuses a selector without labels, which would select every pod", () => {
    assertOneProblem(
      cartWith({ selector: {} }),
      `${cartPath}.selector`,
      /is empty/,
      /every pod of the namespace/,
    );
  });

  it("refuses more backends than a route can have", () => {
    const backends = Array.from({ length: 17 }, () => ({ service: "cart" }));
    assertOneProblem(
      cartWith({ routes: [{ name: "r", backends }] }),
      `${cartPath}.routes[0].backends`,
      /got 17 entries/,
      /At most 16/,
    );
  });

  it("refuses a reason that explains nothing", () => {
    const acceptedFindings = [{ code: "shared-identity", reason: "ok" }];
    assertOneProblem(
      meshOf({}, { acceptedFindings }),
      "acceptedFindings[0].reason",
      /is too short/,
      /At least 10 characters/,
    );
  });

  it("says of a value that a program put in what it is", () => {
    assertOneProblem(
      meshOf({}, { clusterDomain: Promise.resolve("cluster.local") }),
      "clusterDomain",
      /has the wrong type/,
      /It is a string/,
    );
    assertOneProblem(meshOf({}, { clusterDomain: () => "x" }), "clusterDomain", /got a function/);
  });
});

describe("all problems at once", () => {
  it("means wrong shapes and broken references in one list", () => {
    const lines = linesOf(
      cartWith(
        { timeouts: { request: "-5s" }, allow: [{ from: ["wbe"] }] },
        { environment: "qa", bakend: "linkerd" },
      ),
    );
    assert.deepEqual(
      lines.map((line) => line.split(": ")[0]),
      ["bakend", "environment", `${cartPath}.allow[0].from[0]`, `${cartPath}.timeouts.request`],
    );
  });

  for (const field of ["name", "environment", "namespaces"]) {
    it(`includes broken references when the field ${field} is missing`, () => {
      const rest = leavingOut(field, cartWith({ allow: [{ from: ["wbe"] }] }));
      assert.deepEqual(
        problemsOf(rest)
          .map(({ path }) => path)
          .sort(),
        [field, `${cartPath}.allow[0].from[0]`].sort(),
      );
    });
  }

  it("includes broken references when the mesh's name is wrong", () => {
    const input = { ...cartWith({ allow: [{ from: ["wbe"] }] }), name: "No Name" };
    assert.deepEqual(
      problemsOf(input).map(({ path }) => path),
      ["name", `${cartPath}.allow[0].from[0]`],
    );
  });

  it("does not blame references to a service whose own content is broken", () => {
    const input = meshOf({
      "shop/cart": { ports: [{ port: 80, protocol: "http" }], allow: [{ from: ["web"] }] },
      "shop/web": 5,
    });
    assertOneProblem(input, 'services["shop/web"]', /has the wrong type/);
  });

  it("does not blame uses of a port whose protocol is wrong", () => {
    const input = meshOf({
      "shop/cart": {
        ports: [{ port: 80, protocol: "htp" }],
        probes: [{ type: "http", port: 80 }],
        allow: [{ from: ["web"], ports: [80] }],
        routes: [{ name: "all", ports: [80] }],
        rateLimit: { totalRequestsPerSecond: 5, ports: [80] },
        timeouts: { request: "5s" },
      },
      "shop/web": {
        ports: [{ port: 80, protocol: "http" }],
        routes: [{ name: "to-cart", backends: [{ service: "cart" }] }],
        canary: { candidate: "cart", weight: 5 },
      },
    });
    assertOneProblem(input, `${cartPath}.ports[0].protocol`, /Did you mean "http"\?/);
  });

  it("does not blame a whole for a part that is wrong", () => {
    assertOneProblem(cartWith({ allow: [{ from: "web" }] }), `${cartPath}.allow[0].from`, /It is an array/);
    const anchors = [{ name: "root-1", state: "actve" }];
    assertOneProblem(meshOf({}, { trust: { anchors } }), "trust.anchors[0].state", /Did you mean "active"\?/);
  });

  it("takes out a broken entry of a list once, however much is wrong with it", () => {
    const ports = [{}, { port: 80, protocol: "http" }];
    const { usable } = checkDefinition(meshOf({ "shop/cart": { ports } }));
    assert.deepEqual(usable?.services["shop/cart"]?.ports, [{ port: 80, protocol: "http" }]);
  });

  it("leaves the input as it was", () => {
    const input = cartWith({ alow: [], timeouts: { request: "5" } });
    const before = structuredClone(input);
    checkDefinition(input);
    assert.deepEqual(input, before);
  });

  it("reads keys that objects have by nature like any other", () => {
    const services = JSON.parse('{"shop/cart":{"constructor":1,"__proto__":{"a":1}}}') as object;
    assert.deepEqual(
      problemsOf(meshOf(services)).map(({ path }) => path),
      [`${cartPath}.__proto__`, `${cartPath}.constructor`],
    );
  });
});
