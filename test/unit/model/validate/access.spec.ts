import { assertAccepted, assertOneProblem, cartPath, cartWith, meshOf } from "../../../support/definition";

/** A cart with one rule, which says nothing of probes unless told to. */
function cartAllowing(rule: object, service: object = {}): unknown {
  return cartWith({ probes: [], allow: [rule], ...service });
}

const rulePath = `${cartPath}.allow[0]`;
const grpcPorts = { ports: [{ port: 90, protocol: "grpc" }] };

describe("callers of an access rule", () => {
  for (const source of [
    { from: ["web"] },
    { from: ["shop/web"] },
    { fromServiceAccounts: ["ops/prometheus"] },
    { fromNamespaces: ["ops"] },
    { fromNetworks: [{ cidr: "10.0.0.0/8", except: ["10.1.0.0/16"] }] },
    { fromAny: "anyone" },
  ]) {
    it(`may be ${JSON.stringify(source)}`, () => {
      assertAccepted(cartAllowing(source));
    });
  }

  it("are named", () => {
    assertOneProblem(cartAllowing({}), rulePath, /names no caller/, /write allow: \[\]/);
  });

  it("are not named by empty lists", () => {
    assertOneProblem(cartAllowing({ from: [], fromNamespaces: [] }), rulePath, /names no caller/);
  });

  it("exist; the one that was meant is suggested", () => {
    assertOneProblem(
      cartAllowing({ from: ["wbe"] }),
      `${rulePath}.from[0]`,
      /got "wbe"/,
      /Did you mean "shop\/web"\?/,
    );
  });

  it("exist; where none is near, the way out is named", () => {
    assertOneProblem(
      cartAllowing({ from: ["recommendations"] }),
      `${rulePath}.from[0]`,
      /Declare services\["shop\/recommendations"\], or use fromServiceAccounts/,
    );
  });

  it("exist in the namespace that is meant", () => {
    assertOneProblem(cartAllowing({ from: ["pay/web"] }), `${rulePath}.from[0]`, /got "pay\/web"/);
  });

  it("are left out of a range only where the range has them", () => {
    const outside = { fromNetworks: [{ cidr: "10.0.0.0/8", except: ["11.0.0.0/16"] }] };
    assertOneProblem(
      cartAllowing(outside),
      `${rulePath}.fromNetworks[0].except[0]`,
      /is not a part of 10\.0\.0\.0\/8/,
    );
  });

  it("are not left out of a range as a whole", () => {
    const whole = { fromNetworks: [{ cidr: "10.0.0.0/8", except: ["10.0.0.0/8"] }] };
    assertOneProblem(cartAllowing(whole), `${rulePath}.fromNetworks[0].except[0]`, /is not a part of/);
  });
});

describe("ports of an access rule", () => {
  it("are ports of the service", () => {
    assertOneProblem(
      cartAllowing({ from: ["web"], ports: [81] }),
      `${rulePath}.ports[0]`,
      /got 81/,
      /Its ports are 80/,
    );
  });

  it("are not target ports", () => {
    assertOneProblem(
      cartAllowing({ from: ["web"], ports: [8080] }),
      `${rulePath}.ports[0]`,
      /not target ports/,
    );
  });

  it("are there", () => {
    assertOneProblem(
      meshOf({ "shop/web": { allow: [{ fromAny: "meshed" }] } }),
      'services["shop/web"].allow[0]',
      /no ports/,
    );
  });
});

describe("requests of an access rule", () => {
  it("may be named by method and path", () => {
    assertAccepted(
      cartAllowing({ from: ["web"], requests: [{ methods: ["GET"], path: { value: "/items" } }] }),
    );
  });

  it("may be named by gRPC method on a grpc port", () => {
    assertAccepted(
      cartAllowing({ from: ["web"], requests: [{ grpc: { service: "shop.Cart" } }] }, grpcPorts),
    );
  });

  it("are not seen on tcp ports", () => {
    const tcp = { ports: [{ port: 70, protocol: "tcp" }] };
    const rule = { from: ["web"], requests: [{ methods: ["GET"] }] };
    assertOneProblem(cartAllowing(rule, tcp), `${rulePath}.requests`, /got 70 tcp/);
  });

  it("have no path given as a regular expression", () => {
    const path = { type: "RegularExpression", value: "/a.*" };
    assertOneProblem(
      cartAllowing({ from: ["web"], requests: [{ path }] }),
      `${rulePath}.requests[0].path.type`,
      /cannot be used in an access rule/,
      /Use Exact or PathPrefix/,
    );
  });

  it("have a path that starts with a slash", () => {
    assertOneProblem(
      cartAllowing({ from: ["web"], requests: [{ path: { value: "items" } }] }),
      `${rulePath}.requests[0].path.value`,
      /Write "\/items"/,
    );
  });

  it("have no gRPC method on an http port", () => {
    assertOneProblem(
      cartAllowing({ from: ["web"], requests: [{ grpc: { service: "shop.Cart" } }] }),
      `${rulePath}.requests[0].grpc`,
      /names a gRPC method on ports that speak http/,
    );
  });

  it("have no HTTP method on a grpc port", () => {
    assertOneProblem(
      cartAllowing({ from: ["web"], requests: [{ methods: ["GET"] }] }, grpcPorts),
      `${rulePath}.requests[0]`,
      /on a grpc port/,
      /Use grpc/,
    );
  });

  it("take the probes' automatic permission away, so probes must be known", () => {
    const allow = [{ from: ["web"], requests: [{ methods: ["GET"] }] }];
    assertOneProblem(
      cartWith({ allow }),
      `${cartPath}.probes`,
      /is missing/,
      /port 80/,
      /probes: \[\] if it has none/,
    );
    assertAccepted(cartWith({ allow, probes: [{ type: "http", path: "/healthz" }] }));
  });

  it("leave probes alone on ports that no rule narrows", () => {
    const ports = [
      { port: 80, protocol: "http" },
      { port: 90, protocol: "grpc" },
    ];
    const allow = [{ from: ["web"], ports: [90], requests: [{ grpc: { service: "shop.Cart" } }] }];
    assertAccepted(cartWith({ ports, allow }));
  });
});

describe("readers of metrics", () => {
  const metrics = (source: object): unknown =>
    meshOf({ "shop/web": {} }, { observability: { metrics: { allow: [source] } } });

  it("are named like other callers", () => {
    assertAccepted(metrics({ from: ["shop/web"], fromServiceAccounts: ["ops/prometheus"] }));
    assertOneProblem(metrics({}), "observability.metrics.allow[0]", /names no caller/);
  });

  it("are named with their namespace, because there is no same one", () => {
    assertOneProblem(
      metrics({ from: ["web"] }),
      "observability.metrics.allow[0].from[0]",
      /got "web"/,
      /Write "<namespace>\/web"/,
    );
  });
});
